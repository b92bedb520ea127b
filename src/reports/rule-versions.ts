/**
 * What has to be said of figures that were made by the rules of several versions: they are added up
 * here, and a reader must not take a changed rule for a changed price (N20). Nothing for one version.
 */
export function versionWarnings(versions: readonly string[]): string[] {
  if (versions.length < 2) return [];
  const named = `${versions.slice(0, -1).join(', ')} and ${versions.at(-1)}`;
  return [
    `Figures made by the rules of ${named} are added up here. What differs between them may be the rule and not the price: read the method before you compare.`,
  ];
}

/** The versions of the rules behind some figures, as one text for a row that stands alone. */
export function writeVersions(versions: readonly string[]): string {
  return versions.join(' + ');
}
