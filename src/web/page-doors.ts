import { type Door, type Doors, doorsOf } from './door.ts';

/** Pages that keep to the schools of whoever asks. */
const ofSomeSchools: Doors = {
  'read-register': [
    'GET /trusts/:trust/method',
    'GET /trusts/:trust/contracts',
    'GET /trusts/:trust/contracts/:contract',
    'GET /trusts/:trust/renewals',
    'GET /trusts/:trust/renewals/files/:file',
    'GET /trusts/:trust/renewals/:contract',
  ],
  'read-figures': [
    'GET /trusts/:trust',
    'GET /trusts/:trust/baselines',
    'GET /trusts/:trust/baselines/:baseline',
    'GET /trusts/:trust/bridge',
    'GET /trusts/:trust/bridge/files/:file',
    'GET /trusts/:trust/changes',
    'GET /trusts/:trust/periods',
    'GET /trusts/:trust/savings',
    'GET /trusts/:trust/savings/files/:file',
    'GET /trusts/:trust/savings/schools/:urn',
    'GET /trusts/:trust/savings/schools/:urn/files/:file',
    'GET /trusts/:trust/savings/contracts/:contract',
    'GET /trusts/:trust/savings/contracts/:contract/files/:file',
    'GET /trusts/:trust/savings/schools/:urn/answer',
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
  'prepare-baselines': ['GET /trusts/:trust/baselines/new', 'POST /trusts/:trust/baselines/new'],
  'take-evidence': ['GET /trusts/:trust/evidence', 'GET /trusts/:trust/evidence/pack'],
  'answer-for-school': ['POST /trusts/:trust/savings/schools/:urn/answer'],
};

/** Pages that show or change what is of the whole trust. */
const ofWholeTrust: Doors = {
  'import-files': [
    'GET /trusts/:trust/imports/waiting/:file',
    'POST /trusts/:trust/imports/waiting/:file/receive',
    'GET /trusts/:trust/imports/:import/copy',
    'GET /trusts/:trust/queue',
    'GET /trusts/:trust/queue/:import/items',
    'POST /trusts/:trust/queue/:import/items',
    'POST /trusts/:trust/queue/:import/items/check',
    'GET /trusts/:trust/queue/:import/:row',
    'POST /trusts/:trust/queue/:import/:row',
    'POST /trusts/:trust/queue/:import/:row/check',
    'GET /trusts/:trust/imports/:import/undo',
    'POST /trusts/:trust/imports/:import/undo',
  ],
  'read-figures': [
    'GET /trusts/:trust/workings/lines/:line',
    'GET /trusts/:trust/periods/:month',
    'GET /trusts/:trust/what-if',
    'POST /trusts/:trust/what-if',
    'GET /trusts/:trust/reports/board',
    'GET /trusts/:trust/reports/board/files/:file',
    'GET /trusts/:trust/reports/seals',
    'GET /trusts/:trust/reports/seals/:seal',
    'GET /trusts/:trust/reports/seals/:seal/verification',
  ],
  'prepare-baselines': [
    'GET /trusts/:trust/baselines/derive',
    'POST /trusts/:trust/baselines/derive',
    'POST /trusts/:trust/baselines/derive/check',
  ],
  'approve-baselines': [
    'GET /trusts/:trust/baselines/:baseline/approve',
    'POST /trusts/:trust/baselines/:baseline/approve',
    'GET /trusts/:trust/baselines/:baseline/withdraw',
    'POST /trusts/:trust/baselines/:baseline/withdraw',
  ],
  'close-months': ['POST /trusts/:trust/periods/:month'],
  'read-audit': ['GET /trusts/:trust/audit', 'GET /trusts/:trust/audit/file'],
  'seal-reports': ['POST /trusts/:trust/reports/board'],
  'keep-register': [
    'POST /trusts/:trust/renewals/:contract',
    'POST /trusts/:trust/imports/waiting/:file',
  ],
};

/** Every page of a trust, with what opens it. */
export const pageDoors: readonly [string, Door][] = [
  ...doorsOf(ofSomeSchools, 'schools'),
  ...doorsOf(ofWholeTrust, 'trust'),
];
