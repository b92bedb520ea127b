import type { ProblemDetail } from '../problem.ts';
import { chargeProblems } from './charge-check.ts';
import { chargeFile } from './charge-file.ts';
import { conversionProblems } from './conversion-check.ts';
import { dateProblems } from './date-check.ts';
import { priceReviewProblems } from './price-review-check.ts';
import { priceReviewFile } from './price-review-file.ts';
import { contractRecordFile } from './record-file.ts';
import { referenceProblems } from './reference-check.ts';
import type { RegisterRows } from './register-rows.ts';
import { halfTerms } from './renewal-check.ts';
import { boardMeetingFile, contractTermsFile, schoolHolidayFile } from './renewal-file.ts';
import {
  approvalProblems,
  indexProblems,
  longCharges,
  repetitions,
  schoolContradictions,
  trustCount,
} from './row-check.ts';
import {
  aliasFile,
  baselineFile,
  contractFile,
  conversionFile,
  driverFile,
  participantFile,
  priceFile,
  schoolFile,
  supplierFile,
  trustFiles,
} from './trust-file.ts';
import { type TrustFolder, tablesOf } from './trust-folder.ts';
import { volumeProblems } from './volume-check.ts';
import { rebateClauseFile, volumeTierFile } from './volume-file.ts';

/**
 * Everything that stands against loading a folder into a register that already holds these rows,
 * in the order of the files and their rows. Without a register, what the folder itself does not
 * hold is taken to be there.
 */
export function problemsOfFolder(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  const problems = [
    ...tablesOf(folder).flatMap(([, { problems }]) => problems),
    ...folder.problems,
    ...trustCount(folder.trust),
    ...repetitionsIn(folder),
    ...schoolContradictions(folder.schools),
    ...conversionProblems(folder, register),
    ...referenceProblems(folder, register),
    ...dateProblems(folder, register),
    ...approvalProblems(folder.baselines),
    ...indexProblems(folder.baselines),
    ...longCharges(folder.charges),
    ...chargeProblems(folder, register),
    ...volumeProblems(folder, register),
    ...priceReviewProblems(folder, register),
    ...halfTerms(folder.contractTerms),
  ];
  return problems
    .map((problem, index) => ({ problem, index }))
    .sort((a, b) => comparePlaces(a.problem, b.problem) || a.index - b.index)
    .map(({ problem }) => problem);
}

function repetitionsIn(folder: TrustFolder): ProblemDetail[] {
  return [
    ...repetitions(schoolFile, folder.schools),
    ...repetitions(conversionFile, folder.conversions),
    ...repetitions(aliasFile, folder.aliases),
    ...repetitions(driverFile, folder.drivers),
    ...repetitions(supplierFile, folder.suppliers),
    ...repetitions(contractFile, folder.contracts),
    ...repetitions(participantFile, folder.participants),
    ...repetitions(priceFile, folder.prices),
    ...repetitions(volumeTierFile, folder.volumeTiers),
    ...repetitions(rebateClauseFile, folder.rebateClauses),
    ...repetitions(priceReviewFile, folder.priceReviews),
    ...repetitions(contractTermsFile, folder.contractTerms),
    ...repetitions(contractRecordFile, folder.contractRecords),
    ...repetitions(baselineFile, folder.baselines),
    ...repetitions(chargeFile, folder.charges),
    ...repetitions(boardMeetingFile, folder.boardMeetings),
    ...repetitions(schoolHolidayFile, folder.schoolHolidays),
  ];
}

function comparePlaces(a: ProblemDetail, b: ProblemDetail): number {
  const [left, right] = [filePosition(a.file), filePosition(b.file)];
  if (left !== right) return left - right;
  if (a.file !== b.file) return (a.file ?? '') < (b.file ?? '') ? -1 : 1;
  return (a.row ?? 0) - (b.row ?? 0);
}

/** Profiles come after the tables. */
function filePosition(file: string | undefined): number {
  const position = trustFiles.indexOf(file ?? '');
  return position < 0 ? trustFiles.length : position;
}
