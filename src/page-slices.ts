import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { keyPages } from './access/pages.ts';
import { agreementPages } from './agreements/pages.ts';
import { approvalPages } from './approvals/pages.ts';
import { auditPages } from './audit/pages.ts';
import { baselinePages } from './baselines/pages.ts';
import { boardPaperPages } from './board-papers/pages.ts';
import { bridgePages } from './bridges/pages.ts';
import { closingPages } from './closings/pages.ts';
import { contractEntryPages } from './contract-entry/pages.ts';
import { contractRegisterPages } from './contract-register/pages.ts';
import { derivationPages } from './derivations/pages.ts';
import { evidencePages } from './evidence/pages.ts';
import { homePages } from './home/pages.ts';
import { importPages } from './imports/pages.ts';
import { peoplePages } from './invitations/pages.ts';
import { loadingPages } from './loading/pages.ts';
import { mendingPages } from './mending/pages.ts';
import { methodPages } from './methods/pages.ts';
import { overviewPages } from './overviews/pages.ts';
import { packPages } from './packs/pages.ts';
import { queuePages } from './queue/pages.ts';
import { registerFilePages } from './register-files/pages.ts';
import { renewalPages } from './renewals/pages.ts';
import { repostPages } from './reposts/pages.ts';
import { restatementPages } from './restatements/pages.ts';
import { scenarioPages } from './scenarios/pages.ts';
import { schoolEntryPages } from './school-entry/pages.ts';
import { sealPages } from './seals/pages.ts';
import { sourcingPages } from './sourcing/pages.ts';
import { supplierRegisterPages } from './supplier-register/pages.ts';
import { teachingPages } from './teachings/pages.ts';
import { tierPages } from './tiers/pages.ts';
import { undoPages } from './undos/pages.ts';
import type { Service } from './web/service.ts';
import { workPages } from './workers/pages.ts';
import { workingPages } from './workings/pages.ts';

/** The pages of one trust, slice by slice. */
export const pageSlices: readonly FastifyPluginAsyncTypebox<Service>[] = [
  homePages,
  overviewPages,
  agreementPages,
  contractRegisterPages,
  contractEntryPages,
  supplierRegisterPages,
  sourcingPages,
  tierPages,
  schoolEntryPages,
  registerFilePages,
  renewalPages,
  baselinePages,
  evidencePages,
  derivationPages,
  approvalPages,
  bridgePages,
  boardPaperPages,
  sealPages,
  closingPages,
  scenarioPages,
  packPages,
  auditPages,
  peoplePages,
  keyPages,
  workingPages,
  restatementPages,
  methodPages,
  importPages,
  loadingPages,
  workPages,
  queuePages,
  teachingPages,
  mendingPages,
  undoPages,
  repostPages,
];
