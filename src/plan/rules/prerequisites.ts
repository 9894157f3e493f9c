import type { Prerequisite } from '../../template/model.ts';
import { unmetPrerequisites } from '../create/prerequisites.ts';
import type { PlanReading } from '../planReading.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Companions, Found, Rule } from './model.ts';
import { callTo, quoted, startOf, templateUnknown } from './wording.ts';

/** What a template asks for before a plan is begun, held against the feature spec. */
export const prerequisites: Rule = {
  id: 'prerequisites',
  wants: 'What the template asks for before a plan is begun holds: a feature spec that is there, approved and clear.',
  gate: 'beyondFirst',
  check({ reading, companions }) {
    const { template } = reading.setting;
    if (template === undefined) return templateUnknown;
    const wanted = template.meta.prerequisites ?? [];
    if (wanted.length === 0) return 'the template asks for nothing beforehand';
    if (companions === undefined) return 'the files around the plan are out of reach';
    const unmet = unmetIn(wanted, companions, reading);
    const exception = exceptionOf(reading);
    const place = specPlace(reading);
    return unmet.map((message): Found => {
      if (exception === undefined) return { ...place, message, gate: 'beyondFirst', fix: fixFor(companions, reading) };
      return { ...place, message: `${message} The plan goes on by exception: ${quoted(exception, 200)}.` };
    });
  },
};

function unmetIn(wanted: readonly Prerequisite[], { spec }: Companions, { setting }: PlanReading): readonly string[] {
  // `create_plan` speaks of its argument; here it is a matter of files.
  if (spec === undefined)
    return ['The feature spec does not exist: the plan names none that is there, and none lies beside it.'];
  return unmetPrerequisites(wanted, spec.text, setting);
}

/** A human's reason to go on without them, as `create_plan` records it. */
function exceptionOf({ document, setting }: PlanReading): string | undefined {
  const field = document.frontMatter?.fields.find(({ label }) => label === 'exception');
  const text = field === undefined ? '' : document.text.slice(field.value.from, field.value.to);
  const bare = text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  return /[\p{L}\p{N}]/u.test(bare) && !setting.words.none.is(bare) ? bare : undefined;
}

/** The plan's own label for its spec. */
function specPlace({ document, setting }: PlanReading): { readonly section: string; readonly line: number } {
  const labels = setting.words.label('spec');
  const header = listSections(document).find(({ kind }) => kind === 'header');
  const field = header?.content.fields.find(({ label }) => labels.is(label));
  return field === undefined ? startOf(document) : { section: field.item?.id ?? field.id, line: field.line + 1 };
}

function fixFor({ spec }: Companions, reading: PlanReading): string {
  const exception = "or record a human's reason to go on without it as front-matter exception";
  if (spec === undefined) return `write the spec as spec.md beside the plan, ${exception}`;
  const named = { ...reading, setting: { ...reading.setting, path: spec.path } };
  return `settle it in ${spec.path} (${callTo('list_open_questions', named, {})}), ${exception}`;
}
