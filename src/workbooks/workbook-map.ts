import { Problem } from '../problem.ts';
import { damaged } from './refusal.ts';
import type { DateSystem } from './serial-day.ts';
import type { WorkbookPackage } from './workbook-package.ts';
import { type Attributes, readXml } from './xml.ts';

/** A sheet with rows, and the part of the workbook that holds them. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

/** What a workbook says about itself, and where its parts are. */
export interface WorkbookMap {
  readonly sheets: readonly Sheet[];
  readonly dates: DateSystem;
  readonly isUncalculated: boolean;
  readonly styles: string | undefined;
  readonly texts: string | undefined;
}

interface Relationship {
  readonly id: string;
  readonly kind: string;
  readonly part: string;
}

/** Reads the table of contents of a workbook; sheets that are only a chart are none. */
export async function readMap(files: WorkbookPackage): Promise<WorkbookMap> {
  const [main] = (await relationships(files, '')).filter(({ kind }) => kind === 'officeDocument');
  if (!main) throw damaged('it does not say where its sheets are');
  const parts = await relationships(files, main.part);
  const partOf = (kind: string) => parts.find((part) => part.kind === kind)?.part;
  const byId = new Map(parts.map((part) => [part.id, part]));
  const sheets: Sheet[] = [];
  let dates: DateSystem = 1900;
  let isUncalculated = false;
  await readXml(files.read(main.part, 'facts'), 'workbook', {
    open(name, attributes) {
      if (name === 'workbookPr' && isTrue(attributes.date1904?.value)) dates = 1904;
      if (name === 'calcPr') isUncalculated = isTrue(attributes.fullCalcOnLoad?.value);
      if (name !== 'sheet') return;
      const target = byId.get(relationshipOf(attributes) ?? '');
      if (target?.kind !== 'worksheet') return;
      const isHidden = /hidden$/i.test(attributes.state?.value ?? '');
      sheets.push({ name: attributes.name?.value ?? '', isHidden, part: target.part });
    },
  });
  return {
    sheets,
    dates,
    isUncalculated,
    styles: partOf('styles'),
    texts: partOf('sharedStrings'),
  };
}

/** The sheet that is meant: of that name, or else the first that is not hidden. */
export function chooseSheet(sheets: readonly Sheet[], wanted: string | undefined): Sheet {
  const named = (name: string) => name.trim().toLowerCase();
  const found =
    wanted === undefined
      ? sheets.find(({ isHidden }) => !isHidden)
      : sheets.find(({ name }) => named(name) === named(wanted));
  if (found) return found;
  const list = sheets.map(({ name }) => `"${name}"`).join(', ') || 'none';
  throw new Problem({
    code: 'sheet.missing',
    message:
      wanted === undefined
        ? 'The workbook shows no sheet that has rows.'
        : `The workbook has no sheet "${wanted}".`,
    remedy: `Name the sheet in the supplier's profile. The workbook has these sheets: ${list}.`,
  });
}

/** What a part refers to; the whole workbook is the part without a name. */
async function relationships(files: WorkbookPackage, part: string): Promise<Relationship[]> {
  const [, folder = '', file = ''] = /^(.*\/)?([^/]*)$/.exec(part) ?? [];
  const name = `${folder}_rels/${file}.rels`;
  const all: Relationship[] = [];
  if (!files.has(name)) return all;
  await readXml(files.read(name, 'facts'), 'Relationships', {
    open(element, { Id, Type, Target }) {
      if (element !== 'Relationship') return;
      all.push({
        id: Id?.value ?? '',
        kind: Type?.value.split('/').at(-1) ?? '',
        part: pathFrom(folder, Target?.value ?? ''),
      });
    },
  });
  return all;
}

/** Where a path leads that is printed in a part of that folder. */
function pathFrom(folder: string, printed: string): string {
  const steps: string[] = [];
  for (const step of `${printed.startsWith('/') ? '' : folder}${printed}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function relationshipOf(attributes: Attributes): string | undefined {
  const all = Object.values(attributes);
  return all.find(({ local, uri }) => local === 'id' && uri.endsWith('/relationships'))?.value;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
