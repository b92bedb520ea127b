import fc from 'fast-check';
import t from 'tap';
import { baselineKinds } from '../../../src/baselines/baseline.ts';
import { lastDay, localDate } from '../../../src/calendar/local-date.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';
import { chargeFile } from '../../../src/trusts/charge-file.ts';
import { priceReviewFile } from '../../../src/trusts/price-review-file.ts';
import {
  boardMeetingFile,
  contractTermsFile,
  schoolHolidayFile,
} from '../../../src/trusts/renewal-file.ts';
import { headingsOf, readTable, type Table, writeTable } from '../../../src/trusts/table.ts';
import {
  aliasFile,
  type BaselineRow,
  baselineFile,
  contractFile,
  conversionFile,
  driverFile,
  participantFile,
  priceFile,
  schoolFile,
  supplierFile,
  trustFile,
  trustFiles,
} from '../../../src/trusts/trust-file.ts';
import { rebateClauseFile, volumeTierFile } from '../../../src/trusts/volume-file.ts';
import { csvRows, told } from '../../support/trust-folder.ts';

t.test('the files are those that are documented, with their columns in order', async (t) => {
  const columns = <Row>(table: Table<Row>) =>
    `${table.file}: ${Object.values<{ isOptional: boolean }>(table.columns)
      .map(({ isOptional }, index) => {
        const heading = headingsOf(table)[index];
        return isOptional ? `[${heading}]` : heading;
      })
      .join(' ')}`;
  t.strictSame(
    [
      columns(trustFile),
      columns(schoolFile),
      columns(conversionFile),
      columns(aliasFile),
      columns(driverFile),
      columns(supplierFile),
      columns(contractFile),
      columns(participantFile),
      columns(priceFile),
      columns(volumeTierFile),
      columns(rebateClauseFile),
      columns(priceReviewFile),
      columns(contractTermsFile),
      columns(baselineFile),
      columns(chargeFile),
      columns(boardMeetingFile),
      columns(schoolHolidayFile),
    ],
    [
      'trust.csv: name kind [company_number] [ukprn] year_starts_month',
      'schools.csv: urn name phase status joined_on [left_on] year_starts_month vat_recovery_rate',
      'conversions.csv: urn new_urn converted_on status_before year_starts_month_before vat_recovery_rate_before',
      'aliases.csv: urn alias valid_from [valid_to]',
      'drivers.csv: urn driver value effective_from source',
      'suppliers.csv: name [company_number] [vat_number]',
      'contracts.csv: reference title supplier category cfr_code starts_on ends_on notice_months procurement_route driver',
      'participants.csv: contract urn starts_on ends_on',
      'prices.csv: contract item description unit quantity_basis line_class unit_price [fee_cap] valid_from valid_to',
      'volume_tiers.csv: contract item from_quantity unit_price valid_from [valid_to]',
      'rebate_clauses.csv: contract spend_above rebate_rate due_months valid_from [valid_to]',
      'price_reviews.csv: contract item series base_month review_month [cap] [collar] [decimals] valid_from [valid_to]',
      'contract_terms.csv: contract [extension_months] [extensions] [renewal_months] [notice_length] [notice_unit] [lead_weeks] [penalties]',
      'baselines.csv: contract urn item kind unit_price [vat_rate] valid_from valid_to [index_series] [index_base_month] evidence prepared_by [approved_by] [approved_at]',
      'central_charges.csv: urn from to amount source',
      'board_meetings.csv: day name',
      'school_holidays.csv: from to name',
    ],
  );
  t.strictSame(trustFiles.length, 18);
});

t.test(
  'a baseline without a VAT rate bore the standard one, and its end may be open',
  async (t) => {
    const { rows } = readTable(
      baselineFile,
      await csvRows([
        'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by',
        'PAY,900001,PAYSLIP,quote,4.10,2025-09-01,,quote.pdf,R. Preparer',
      ]),
    );
    t.match(rows[0]?.value, { validTo: lastDay, approvedBy: null, approvedAt: null });
    t.equal(rows[0] && formatDecimal(rows[0].value.vatRate), '0.2');
  },
);

t.test('cells that a column cannot hold', async (t) => {
  const reading = <Row>(table: Table<Row>) => ({
    file: table.file,
    read: async (row: string) =>
      told(readTable(table, await csvRows([headingsOf(table).join(','), row])).problems),
  });
  const examples: [table: ReturnType<typeof reading>, row: string, problems: string[]][] = [
    [
      reading(trustFile),
      'Lantern Vale,co-op,,,13',
      [
        'kind: "co-op" cannot be read. Write one of cooperative_trust, multi_academy_trust, federation, formal_partnership.',
        'year_starts_month: "13" cannot be read. Write a whole number from 1 to 12.',
      ],
    ],
    [
      reading(schoolFile),
      '12,,nursery,free,1/4/25,31/3/26,0,90%',
      [
        'urn: "12" cannot be read. Write a URN, for example 900001.',
        'name: The cell is empty. Write a text of visible characters.',
        'phase: "nursery" cannot be read. Write one of primary, secondary, special, all_through.',
        'status: "free" cannot be read. Write one of maintained, academy.',
        'joined_on: "1/4/25" cannot be read. Write a date, for example 2025-09-01.',
        'left_on: "31/3/26" cannot be read. Write a date, for example 2025-09-01.',
        'year_starts_month: "0" cannot be read. Write a whole number from 1 to 12.',
        'vat_recovery_rate: "90%" cannot be read. Write a number from 0 to 1, for example 0.2 for 20 %.',
      ],
    ],
    [
      reading(driverFile),
      '900001,equal,-1,2025-04-01,',
      [
        'driver: "equal" cannot be read. Write one of pupils, payslips, floor_area, headcount, fixed_share.',
        'value: "-1" cannot be read. Write a number from 0 with at most six decimals, for example 1234.50.',
        'source: The cell is empty. Write a text of visible characters.',
      ],
    ],
    [
      reading(chargeFile),
      '900001,2025,2025-13,1.005,',
      [
        'from: "2025" cannot be read. Write a month, for example 2025-09.',
        'to: "2025-13" cannot be read. Write a month, for example 2025-09.',
        'amount: "1.005" cannot be read. Write pounds from 0 with at most two decimals, for example 12000.00.',
        'source: The cell is empty. Write a text of visible characters.',
      ],
    ],
    [
      reading(contractFile),
      'PAY,Payroll,Brightwater,payroll,E28a,2025-09-01,,half a year,,shares',
      [
        'ends_on: The cell is empty. Write a date, for example 2025-09-01.',
        'notice_months: "half a year" cannot be read. Write a whole number from 0 to 120.',
        'driver: "shares" cannot be read. Write one of pupils, payslips, floor_area, headcount, fixed_share, equal.',
      ],
    ],
    [
      reading(priceFile),
      'PAY,PAYSLIP,,week,each,fee,"3,25",,2025-09-01,',
      [
        'unit: "week" cannot be read. Write one of payslip, day, half_day, hour, month, kwh, each, pounds_of_pay, pounds_at_list.',
        'quantity_basis: "each" cannot be read. Write one of consumed, whole_service.',
        'line_class: "fee" cannot be read. Write one of recurring, one_off, excluded.',
        'unit_price: "3,25" cannot be read. Write a number from 0 with at most six decimals, for example 4.25, or a percentage such as 22% mark-up or 18% discount.',
      ],
    ],
    [
      reading(baselineFile),
      'PAY,900001,PAYSLIP,guess,-4.1,20,2025-09-01,,,,,R. Preparer,S. Approver,yesterday',
      [
        'kind: "guess" cannot be read. Write one of previous_contract, historic_spend, quote, median_bid, market_benchmark, list_price, budget.',
        'unit_price: "-4.1" cannot be read. Write a number from 0 with at most six decimals, for example 4.25, or a percentage such as 22% mark-up or 18% discount.',
        'vat_rate: "20" cannot be read. Write a number from 0 to 1, for example 0.2 for 20 %.',
        'evidence: The cell is empty. Write a text of visible characters.',
        'approved_at: "yesterday" cannot be read. Write a time in UTC, for example 2025-08-12T10:00:00Z.',
      ],
    ],
  ];
  for (const [table, row, problems] of examples) {
    const place = `cell.unreadable | ${table.file}, row 2, `;
    t.strictSame(
      await table.read(row),
      problems.map((problem) => place + problem),
      table.file,
    );
  }
});

t.test('any baseline is read back as it was written', async (t) => {
  const date = fc
    .tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map((parts) => localDate(...parts))
    .filter((day) => day !== undefined);
  const name = fc.string({ minLength: 1, maxLength: 9 }).map((it) => it.trim() || 'x');
  const millionths = (most: number) =>
    fc
      .integer({ min: 0, max: most })
      .map((it) => decimal(`${Math.floor(it / 1e6)}.${String(it % 1e6).padStart(6, '0')}`));
  const row: fc.Arbitrary<BaselineRow> = fc.record({
    contract: name,
    urn: fc.constantFrom('10001', '900001', '1234567'),
    item: name,
    kind: fc.constantFrom(...baselineKinds),
    unitPrice: millionths(2_000_000_000),
    vatRate: millionths(1_000_000),
    validFrom: date,
    validTo: fc.oneof(date, fc.constant(lastDay)),
    indexSeries: fc.constant(null),
    indexBaseMonth: fc.constantFrom(null, '2025-01' as Month),
    evidence: name,
    preparedBy: name,
    approvedBy: fc.option(name),
    approvedAt: fc.constantFrom(null, '2025-08-12T10:00:00Z', '2025-08-12T10:00:00.25Z'),
  });
  const rule = fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
    const table = readTable(baselineFile, await csvRows([writeTable(baselineFile, rows)]));
    return JSON.stringify(table.rows.map(({ value }) => value)) === JSON.stringify(rows);
  });
  await t.resolves(fc.assert(rule));
});
