import { type Door, type Doors, doorsOf } from './door.ts';
import { pageDoors } from './page-doors.ts';

/** Addresses that keep to the schools of whoever asks. */
const ofSomeSchools: Doors = {
  'read-register': [
    'GET /',
    'GET /schools',
    'GET /schools/:urn',
    'GET /suppliers',
    'GET /suppliers/:supplier',
    'GET /suppliers/:supplier/acts',
    'GET /contracts',
    'GET /contracts/:contract',
    'GET /contracts/:contract/terms',
    'GET /calendar',
    'GET /renewals',
    'PUT /renewals/mail',
    'GET /indices',
    'GET /indices/:series',
    'GET /method',
  ],
  'read-figures': [
    'GET /savings',
    'GET /bridges',
    'GET /bridges/savings',
    'GET /leakage',
    'GET /effects',
    'GET /changes',
    'GET /workings',
    'GET /workings/entries/:entry',
    'GET /agreements',
    'GET /central-charges',
    'GET /baselines',
    'GET /baselines/:baseline',
    'GET /baselines/:baseline/evidence',
    'GET /baselines/:baseline/evidence/:evidence',
    'GET /periods',
  ],
  'take-evidence': ['GET /evidence'],
  'prepare-baselines': [
    'POST /baselines',
    'POST /baselines/:baseline/evidence',
    'POST /baselines/:baseline/evidence/links',
  ],
  'answer-for-school': ['POST /schools/:urn/agreements'],
  'import-files': [
    'GET /imports',
    'POST /imports',
    'GET /imports/:import',
    'DELETE /imports/:import',
    'GET /imports/:import/rows',
    'POST /imports/:import/check',
    'POST /imports/:import/confirm',
    'GET /runs',
    'POST /runs',
    'GET /runs/:run',
    'DELETE /runs/:run',
    'POST /imports/:import/runs',
  ],
};

/** Addresses that show or change what is of the whole trust. */
const ofWholeTrust: Doors = {
  'read-register': [
    'GET /profiles',
    'GET /profiles/:profile',
    'GET /contracts/:contract/duties',
    'GET /supplier-doubles',
    'GET /supplier-doubles',
    'GET /register/ocds',
    'GET /register/csv',
  ],
  'keep-register': [
    'PATCH /',
    'PUT /schools/:urn',
    'POST /schools/:urn/aliases',
    'POST /schools/:urn/drivers',
    'POST /schools/:urn/conversions',
    'PUT /suppliers/:supplier',
    'POST /suppliers/:supplier/acts/check',
    'POST /suppliers/:supplier/acts',
    'PUT /contracts/:contract',
    'POST /contracts/:contract/prices',
    'POST /contracts/:contract/participants',
    'PUT /contracts/:contract/end',
    'POST /contracts/:contract/volume-tiers',
    'POST /contracts/:contract/rebate-clauses',
    'POST /contracts/:contract/price-reviews',
    'PUT /calendar/board-meetings',
    'PUT /calendar/school-holidays',
    'POST /contracts/:contract/decisions/check',
    'POST /contracts/:contract/decisions',
    'PUT /profiles/:profile',
    'POST /central-charges',
  ],
  'read-figures': [
    'GET /missing-invoices',
    'GET /periods/:month',
    'GET /journals',
    'GET /journals/:journal',
    'GET /journals/:journal/entries',
    'GET /seals',
    'GET /seals/:seal',
    'GET /seals/:seal/verification',
    'POST /seals/copies/check',
    'GET /claims',
    'GET /stages',
    'GET /tiers',
    'GET /forecasts',
    'GET /validations',
    'POST /scenarios',
    'POST /scenarios/keys',
    'GET /workings/lines/:line',
  ],
  'import-files': [
    'POST /profile-proposals',
    'GET /queue',
    'GET /imports/:import/copy',
    'GET /imports/:import/unpriced-items',
    'POST /imports/:import/undo/check',
    'POST /imports/:import/undo',
    'POST /imports/:import/repost/check',
    'POST /imports/:import/repost',
    'POST /imports/:import/rows/:row/credit/check',
    'POST /imports/:import/rows/:row/credit',
    'POST /imports/:import/rows/:row/version/check',
    'POST /imports/:import/rows/:row/version',
    'POST /imports/:import/rows/:row/dismissal/check',
    'POST /imports/:import/rows/:row/dismissal',
    'POST /imports/:import/rows/:row/dismissal/end',
    'POST /imports/:import/rows/:row/school/check',
    'POST /imports/:import/rows/:row/school',
    'POST /imports/:import/words/check',
    'POST /imports/:import/words',
  ],
  'prepare-baselines': ['POST /baselines/derivations/check', 'POST /baselines/derivations'],
  'approve-baselines': [
    'POST /baselines/:baseline/approve/check',
    'POST /baselines/:baseline/approve',
    'POST /baselines/:baseline/withdraw/check',
    'POST /baselines/:baseline/withdraw',
    'POST /indices/check',
    'POST /indices',
  ],
  'claim-savings': [
    'POST /claims',
    'POST /claims/:claim/withdrawal',
    'POST /forecasts',
    'POST /forecasts/:forecast/contract',
    'POST /forecasts/:forecast/drop',
  ],
  'validate-figures': ['POST /validations'],
  'close-months': [
    'POST /periods/:month/closing/check',
    'POST /periods/:month/closing',
    'POST /periods/:month/reopening/check',
    'POST /periods/:month/reopening',
  ],
  'seal-reports': ['POST /seals/check', 'POST /seals'],
  'manage-access': [
    'GET /people',
    'POST /people',
    'DELETE /people/:grant',
    'GET /keys',
    'POST /keys',
    'DELETE /keys/:key',
  ],
  'read-audit': ['GET /audit'],
};

/** Every address of a trust with what opens it: those of the API below it, and pages as they are. */
export const doors: ReadonlyMap<string, Door> = new Map([
  ...doorsOf(ofSomeSchools, 'schools'),
  ...doorsOf(ofWholeTrust, 'trust'),
  ...pageDoors,
]);

const prefix = '/v1/trusts/:trust';

/** The door of a route; refuses one that is not in the table, so that none is open by oversight. */
export function doorOf(method: string, url: string): Door {
  const path = url.startsWith(prefix) ? url.slice(prefix.length) || '/' : url;
  const address = `${method === 'HEAD' ? 'GET' : method} ${path}`;
  const door = doors.get(address);
  if (!door) throw new Error(`nobody said what opens ${address}: src/web/doors.ts`);
  return door;
}
