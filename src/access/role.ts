/** What somebody may do in a trust, each with what it means to a school. */
export const abilities = {
  'read-register': 'see the schools, contracts, suppliers, profiles and indices',
  'keep-register': 'change the schools, contracts, suppliers and profiles',
  'read-figures': 'see the savings, their workings, baselines, journals and periods',
  'take-evidence': 'take an archive with all that the figures rest on',
  'import-files': 'load the files of suppliers, settle what waits, and take a file back',
  'prepare-baselines': 'enter baselines and their evidence, for another person to approve',
  'approve-baselines': 'approve or withdraw baselines that another person prepared',
  'answer-for-school': 'agree with the figure of a school, or query it',
  'claim-savings': 'write down forecasts, and who claims a saving, so that it counts once',
  'validate-figures': 'sign a figure of closed months that others made',
  'close-months': 'close a month, or reopen one that another person closed',
  'seal-reports': 'seal a report for the board',
  'manage-access': 'let people in, give out keys, and end both',
  'read-audit': 'read and take who did what, when and from where',
} as const;
export type Ability = keyof typeof abilities;

/** Every ability by its name. */
export const allAbilities = Object.keys(abilities) as Ability[];

/** What everybody may see who is let in at all. */
const reading: readonly Ability[] = ['read-register', 'read-figures'];

interface RoleTerms {
  readonly title: string;
  /** Whether it is for named schools, for the whole trust, or for either. */
  readonly reach: 'schools' | 'trust' | 'either';
  readonly may: readonly Ability[];
}

/** Who there is in a trust; what is not listed, a role may not do. */
export const roles = {
  administrator: {
    title: 'Trust administrator',
    reach: 'trust',
    may: allAbilities.filter((ability) => ability !== 'validate-figures'),
  },
  finance_lead: {
    title: 'Finance lead',
    reach: 'trust',
    may: allAbilities.filter((ability) => !['manage-access', 'read-audit'].includes(ability)),
  },
  business_manager: {
    title: 'Business manager',
    reach: 'either',
    may: [...reading, 'take-evidence', 'import-files', 'prepare-baselines'],
  },
  school_approver: {
    title: 'Head or school approver',
    reach: 'schools',
    may: [...reading, 'take-evidence', 'answer-for-school'],
  },
  trustee: { title: 'Trustee', reach: 'trust', may: reading },
  auditor: { title: 'Auditor', reach: 'trust', may: [...reading, 'take-evidence', 'read-audit'] },
} as const satisfies Record<string, RoleTerms>;
export type Role = keyof typeof roles;

/** Every role by its name. */
export const allRoles = Object.keys(roles) as Role[];

/**
 * What a key that a trust gives out can open. What takes a second person (approving, validating,
 * closing, sealing, letting in) no key of it does: behind two keys may stand one person.
 */
export const keyScopes: readonly Ability[] = [
  'read-register',
  'keep-register',
  'read-figures',
  'take-evidence',
  'import-files',
  'prepare-baselines',
];

/** Whether a role may do it. */
export function mayDo(role: Role, ability: Ability): boolean {
  const { may }: RoleTerms = roles[role];
  return may.includes(ability);
}

/** Whether a role can be given for these schools, or without any for the whole trust. */
export function fitsReach(role: Role, isOfSchools: boolean): boolean {
  const { reach }: RoleTerms = roles[role];
  return reach === 'either' || (reach === 'schools') === isOfSchools;
}
