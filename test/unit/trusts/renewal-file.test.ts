import t from 'tap';
import type { WrittenTerms } from '../../../src/renewals/term.ts';
import { contractTermsFile, termsIn, termsRow } from '../../../src/trusts/renewal-file.ts';
import { writeCells } from '../../../src/trusts/table.ts';
import { folderOf } from '../../support/trust-folder.ts';

t.test('a row says how a contract ends, and comes back as it was', async (t) => {
  const whole: WrittenTerms = {
    extension: { months: 12, count: 2 },
    renewalMonths: null,
    notice: { length: 6, unit: 'weeks' },
    leadWeeks: 12,
    penalties: 'three months of fees',
  };
  const bare: WrittenTerms = { ...whole, extension: null, notice: null, renewalMonths: 12 };
  const examples: [line: string, terms: WrittenTerms][] = [
    ['PAY,12,2,,6,weeks,12,three months of fees', whole],
    ['PAY,,,12,,,0,', { ...bare, leadWeeks: 0, penalties: null }],
  ];
  for (const [line, terms] of examples) {
    const header =
      'contract,extension_months,extensions,renewal_months,notice_length,notice_unit,lead_weeks,penalties';
    const { contractTerms } = await folderOf({ 'contract_terms.csv': [header, line] });
    const [row] = contractTerms.rows;
    if (!row) throw new Error(JSON.stringify(contractTerms.problems));
    t.strictSame(termsIn(row.value), terms);
    t.equal(writeCells(contractTermsFile, termsRow('PAY', terms)).join(), line);
  }
});
