import type { Catalog } from '../core/capability.ts';
import type { Decision, DecisionStep } from '../core/links/decision.ts';
import type { LinkExplanation } from '../core/links/explain-link.ts';
import type { Setting } from '../core/settings/setting.ts';
import { storable } from '../core/storable.ts';
import type { Words } from '../wording/en.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { known } from './known.ts';
import { line, messageCard, strongLine, subtleLine } from './message.ts';
import { oneFieldForm } from './one-field-form.ts';
import { plainText } from './plain-text.ts';

type Names = Pick<Catalog, 'migrations' | 'portals'>;

/** An old link that everybody knows. */
const EXAMPLE = 'https://protection.office.com/threatexplorer';
/** Longest address that a card repeats. */
const ADDRESS_MAX = 300;

/** Sentences for the steps of a decision; parts of addresses may be what somebody wrote. */
export const stepSentences = (words: Words, catalog: Names, steps: readonly DecisionStep[]): readonly string[] =>
  steps.flatMap((step) => sentencesOf(words, catalog, step)).map(storable);

function sentencesOf(
  { explain: { steps: say }, unreadable }: Words,
  { migrations, portals }: Names,
  step: DecisionStep,
): string[] {
  switch (step.step) {
    case 'link':
      return [step.outcome === 'read' ? say.link.read(step.url) : say.link[step.outcome]];
    case 'host': {
      if (step.outcome === 'unknown') return [say.host.unknown];
      const known = say.host[step.outcome](portals.get(step.portal)?.displayName ?? step.portal);
      return step.cloud === null ? [known] : [known, say.host.cloud(step.cloud)];
    }
    case 'route':
      return [step.outcome === 'hidden' ? say.route.hidden : say.route[step.outcome](step.path)];
    case 'page':
      if (step.outcome === 'not-listed') return [say.page['not-listed']];
      if (step.outcome === 'listed') return [say.page.listed(step.capability.name, step.address)];
      return [step.capability ? say.page['new-place'](step.capability.name) : say.page['new-portal']];
    case 'setting': {
      const { none, on, off } = say.setting;
      if (step.outcome === 'none') return [none];
      const title = migrations.get(step.migration)?.title ?? step.migration;
      return [known({ on, off }, step.outcome)?.(title) ?? unreadable];
    }
    case 'destination':
      return [step.outcome === 'address' ? say.destination.address(step.host) : say.destination[step.outcome]];
    case 'parameters':
      return [
        ...(step.carried.length > 0 ? [say.parameters.carried(step.carried)] : []),
        ...(step.dropped.length > 0 ? [say.parameters.dropped(step.dropped)] : []),
      ];
    case 'origin':
      return [say.origin[step.outcome](step.host)];
  }
}

/** What a reader of the setting sees of it beyond its state. */
export function settingSentences({ words, timeZone }: Reader, { version, since, until }: Setting): readonly string[] {
  const { setting } = words.explain;
  const isVersion = Number.isSafeInteger(version); // somebody may have put anything into the database
  const begun = since === null ? setting.never : setting.since(words.time(since, timeZone), version);
  return [
    isVersion ? begun : words.unreadable,
    ...(until === null ? [] : [setting.until(words.time(until, timeZone))]),
  ];
}

/** Why a link goes where it goes. `setting`: the one that decided, for those who may see more of it than its state. */
export function explainCard(
  reader: Reader,
  catalog: Names,
  { url, decision, steps }: LinkExplanation,
  setting: Setting | null,
): AdaptiveCard {
  const { words } = reader;
  const { explain, buttons } = words;
  return messageCard({
    title: explain.title,
    lines: [
      subtleLine(plainText(url, ADDRESS_MAX)),
      strongLine(explain.decisions[decision.kind]),
      ...('target' in decision ? [line(explain.leads(plainText(decision.target, ADDRESS_MAX)), 'accent')] : []),
      ...stepSentences(words, catalog, steps).map((sentence, at) =>
        line(`${at + 1}. ${plainText(sentence, ADDRESS_MAX)}`),
      ),
      ...(setting ? settingSentences(reader, setting).map((sentence) => subtleLine(sentence)) : []),
    ],
    actions: [
      ...(setting
        ? [execute({ title: buttons.details, verb: 'setting.show', data: { migration: setting.migration } })]
        : []),
      ...(isUnknown(decision) ? [execute({ title: words.where.title, verb: 'where.form' })] : []),
      execute({ title: explain.again, verb: 'explain.form' }),
    ],
  });
}

/** Whoever has such a link looks for a page that its name may find. */
const isUnknown = ({ kind }: Decision): boolean => kind === 'unknown-page' || kind === 'unknown-host';

/** Asks for a link. `max`: longest link read. */
export const explainForm = ({ words: { explain } }: Reader, max: number): AdaptiveCard =>
  oneFieldForm({
    title: explain.title,
    lines: [line(explain.usage)],
    field: 'link',
    label: explain.field,
    placeholder: EXAMPLE,
    error: explain.missing,
    maxLength: max,
    actions: [execute({ title: explain.button, verb: 'explain.link', style: 'positive' })],
  });
