/** A figure of a report, and what it is of: a measure, of some months, as known at a journal. */
export interface LinkedFigure {
  /** The figure's name in the report. */
  readonly title: string;
  readonly measure: string;
  readonly window: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly journal: number;
}

/**
 * The header that says where each figure of a report's total is explained. A report itself is the same
 * bytes for ever (P11), so the way down to the rows of the files stands beside it (N5). A figure of a row
 * has its workings at the same address, with the places that the row names.
 */
export function workingLinks(trustId: string, figures: readonly LinkedFigure[]): string {
  return figures
    .map(({ title, measure, window: { from, to }, journal }) => {
      const months = { ...(from && { from }), ...(to && { to }) };
      const query = new URLSearchParams({ measure, ...months, as_known_at: String(journal) });
      return `</v1/trusts/${trustId}/workings?${query}>; rel="describedby"; title="${title}"`;
    })
    .join(', ');
}
