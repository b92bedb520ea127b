import { agree, agreements, queryFigure } from './agreements.ts';
import { audit } from './audit.ts';
import { baseline } from './baseline.ts';
import { bridge } from './bridge.ts';
import { changes } from './changes.ts';
import { charge, charges } from './charges.ts';
import { claim, claims, withdrawClaimCommand } from './claims.ts';
import { contract } from './contract.ts';
import { contracts } from './contracts.ts';
import { demo } from './demo.ts';
import { duties } from './duties.ts';
import { effects } from './effects.ts';
import { evidence } from './evidence.ts';
import { forecast, stages } from './forecasts.ts';
import { importFiles } from './import.ts';
import { imports } from './imports.ts';
import { indexLevels } from './index-levels.ts';
import { key } from './key.ts';
import { leakage } from './leakage.ts';
import { method } from './method.ts';
import { migrate } from './migrate.ts';
import { missing } from './missing.ts';
import { openapi } from './openapi.ts';
import { closePeriodCommand, periods, reopenPeriodCommand } from './periods.ts';
import { person } from './person.ts';
import { profile } from './profile.ts';
import { queue } from './queue.ts';
import { renewals } from './renewals.ts';
import { report } from './report.ts';
import { repost } from './repost.ts';
import { runs } from './runs.ts';
import { seal } from './seal.ts';
import { serve } from './serve.ts';
import { settle } from './settle.ts';
import { sourcing } from './sourcing.ts';
import { suppliers } from './suppliers.ts';
import { teach } from './teach.ts';
import type { Command } from './terminal.ts';
import { tiers } from './tiers.ts';
import { trust } from './trust.ts';
import { undo } from './undo.ts';
import { validate, validations } from './validations.ts';
import { verify } from './verify.ts';
import { whatIfCommand } from './what-if.ts';
import { why } from './why.ts';

/** Every command of the terminal, in the order in which a newcomer needs them. */
export const commands: readonly Command[] = [
  demo,
  serve,
  key,
  person,
  migrate,
  trust,
  profile,
  baseline,
  indexLevels,
  importFiles,
  imports,
  queue,
  settle,
  teach,
  undo,
  repost,
  runs,
  report,
  changes,
  method,
  seal,
  bridge,
  missing,
  leakage,
  effects,
  tiers,
  contract,
  suppliers,
  contracts,
  renewals,
  duties,
  sourcing,
  agreements,
  agree,
  queryFigure,
  claims,
  claim,
  withdrawClaimCommand,
  validate,
  validations,
  charges,
  charge,
  stages,
  forecast,
  whatIfCommand,
  evidence,
  why,
  verify,
  periods,
  closePeriodCommand,
  reopenPeriodCommand,
  audit,
  openapi,
];
