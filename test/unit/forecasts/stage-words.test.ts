import t from 'tap';
import { stagesInWords, toldStages, totalInWords } from '../../../src/forecasts/stage-words.ts';
import { stagesOf } from '../../../src/forecasts/stages.ts';
import { forecastOf, saved } from './given.ts';

const open = { from: undefined, to: undefined };

t.test('N6: each figure is told by the forecasts and the months that it is made of', async (t) => {
  const idea = forecastOf(1, '2025-09..2025-12', '900001=40.00');
  const deal = forecastOf(2, '2025-09..2025-12', '900001=1200.00', { contract: 'E-2025' });
  const cells = [saved('2025-09', '280.00'), saved('2025-10', '310.50')];
  const signed = [{ contract: 'E-2025', cells: cells.slice(0, 1) }];
  const known = stagesOf(open, { forecasts: [idea, deal], cells, signed });
  const [contract, area] = known.rows.map(stagesInWords);
  t.strictSame(area, {
    identified_sentence: 'Identified, not contracted yet, is £40.00: £40.00 of forecast 1.',
    identified_sum: '£40.00 = £40.00',
  });
  t.match(contract, {
    contracted_sentence: 'Contracted, not measured yet, is £600.00: £600.00 of forecast 2.',
    realised_sentence:
      'The cash saving that was measured is £590.50: £310.50 in 2025-10 + £280.00 in 2025-09.',
    realised_sum: '£310.50 + £280.00 = £590.50',
    validated_sentence: 'Of the measured saving, signed is £280.00: £280.00 in 2025-09.',
    difference_sentence: 'The difference is −£9.50: £590.50 came out − £600.00 was expected.',
  });
  const total = totalInWords(known);
  t.match(total, {
    realised_sentence: 'The cash saving that was measured is £590.50: £590.50 of E-2025, 900001.',
    forecast_sum: '£40.00 + £600.00 = £640.00',
  });
  t.strictSame(
    Object.keys({ ...area, ...contract, ...total })
      .map((name) => name.replace(/_(sentence|sum)$/, ''))
      .filter((name) => ![...toldStages, 'forecast'].includes(name)),
    [],
  );
});
