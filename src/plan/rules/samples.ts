import { withEnding } from '../../markdown/lines.ts';
import type { Block, Document, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { overlapsAny } from '../../markdown/spans.ts';
import type { Template } from '../../template/model.ts';
import { counterpartOf } from '../slots.ts';
import type { PlanReading } from '../planReading.ts';

export interface Sample {
  readonly section: Section;
  readonly span: Span;
}

/**
 * What a known template shows its author as a sample and a plan still has word for word: code that it shows where something is to be
 * written, the name in code that opens an item to be filled (`tool_name`), stubs such as 'Task 1'.
 */
export function samplesIn({ document, setting, subject }: PlanReading): readonly Sample[] {
  const { template } = setting;
  if (template === undefined) return [];
  const stubs = subject.slots
    .filter(({ slot }) => slot.class === 'stub' && !slot.sure && !slot.fenced)
    .map(({ section, slot }) => ({ section, span: slot.span }));
  const sections = listSections(document).filter(({ kind }) => kind !== 'unit');
  return [
    ...sections.flatMap((section) => {
      const theirs = counterpartOf(section, template);
      if (theirs === undefined) return [];
      return [...fencesLeft(document, section, template, theirs), ...namesLeft(document, section, template, theirs)];
    }),
    ...stubs,
  ];
}

/** In a section where nothing is to be filled, code is the template's own word. */
function fencesLeft(document: Document, section: Section, template: Template, theirs: Section): readonly Sample[] {
  const asks = template.slots.some(({ span }) => theirs.body.from <= span.from && span.to <= theirs.body.to);
  if (!asks) return [];
  const shown = new Set(fencesOf(template.document, theirs).map((span) => plain(template.document, span)));
  return fencesOf(document, section)
    .filter((span) => shown.has(plain(document, span)))
    .map((span) => ({ section, span }));
}

function fencesOf({ lines }: Document, { content }: Section): readonly Span[] {
  const fences: Block[] = content.blocks.filter(({ kind }) => kind === 'fence');
  return fences.flatMap(({ first, end }) => {
    const [from, to] = [lines[first]?.from, lines[end - 1]?.to];
    // Its two fences alone show nothing.
    return from === undefined || to === undefined || end - first < 3 ? [] : [{ from, to }];
  });
}

function plain({ text }: Document, { from, to }: Span): string {
  return withEnding(text.slice(from, to), '\n');
}

function namesLeft(document: Document, section: Section, template: Template, theirs: Section): readonly Sample[] {
  const slots = template.slots.map(({ span }) => span);
  const shown = new Set(
    theirs.content.items.flatMap(({ text }) => {
      const name = codeAt(template.document, text);
      return name !== undefined && !overlapsAny(slots, name) && overlapsAny(slots, text)
        ? [template.document.text.slice(name.from, name.to)]
        : [];
    }),
  );
  return shown.size === 0
    ? []
    : section.content.items.flatMap(({ text }) => {
        const name = codeAt(document, text);
        return name !== undefined && shown.has(document.text.slice(name.from, name.to))
          ? [{ section, span: name }]
          : [];
      });
}

/** The code that opens an item. */
function codeAt({ text }: Document, { from, to }: Span): Span | undefined {
  const code = /^`[^`\r\n]{1,120}`/.exec(text.slice(from, Math.min(to, from + 130)))?.[0];
  return code === undefined ? undefined : { from, to: from + code.length };
}
