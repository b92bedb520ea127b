import { type Door, type Doors, doorsOf } from './door.ts';

/** Pages that keep to the schools of whoever asks. */
const ofSomeSchools: Doors = {
  'read-register': ['GET /trusts/:trust/method'],
  'read-figures': [
    'GET /trusts/:trust/changes',
    'GET /trusts/:trust/savings',
    'GET /trusts/:trust/savings/files/:file',
    'GET /trusts/:trust/savings/schools/:urn',
    'GET /trusts/:trust/savings/schools/:urn/files/:file',
    'GET /trusts/:trust/savings/contracts/:contract',
    'GET /trusts/:trust/savings/contracts/:contract/files/:file',
    'GET /trusts/:trust/workings',
    'GET /trusts/:trust/workings/entries/:entry',
  ],
  'import-files': [
    'GET /trusts/:trust/imports',
    'GET /trusts/:trust/imports/new',
    'POST /trusts/:trust/imports/new',
    'GET /trusts/:trust/imports/template.csv',
    'GET /trusts/:trust/imports/:import',
    'POST /trusts/:trust/imports/:import',
    'POST /trusts/:trust/imports/:import/check',
    'POST /trusts/:trust/imports/:import/cancel',
    'POST /trusts/:trust/imports/:import/discard',
  ],
};

/** Pages that show or change what is of the whole trust. */
const ofWholeTrust: Doors = {
  'read-figures': ['GET /trusts/:trust/workings/lines/:line'],
  'import-files': [
    'GET /trusts/:trust/imports/waiting/:file',
    'POST /trusts/:trust/imports/waiting/:file/receive',
    'GET /trusts/:trust/imports/:import/copy',
    'GET /trusts/:trust/imports/:import/undo',
    'POST /trusts/:trust/imports/:import/undo',
  ],
  'keep-register': ['POST /trusts/:trust/imports/waiting/:file'],
};

/** Every page of a trust, with what opens it. */
export const pageDoors: readonly [string, Door][] = [
  ...doorsOf(ofSomeSchools, 'schools'),
  ...doorsOf(ofWholeTrust, 'trust'),
];
