import { PlanError } from '../../../errors.ts';
import type { Field } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { ownSplices } from '../content.ts';
import { guidanceRemoval } from '../guidance.ts';
import type { Subject } from '../model.ts';
import { inserted } from './addEntry.ts';
import type { Entry } from './entryText.ts';
import type { Made, NewList } from './model.ts';
import { joined, leftovers } from './makeWay.ts';
import { hasSlot } from './samples.ts';
import { saysNothing } from './names.ts';

/** Begins a list with its first item; 'None' and a place to fill make way, what somebody wrote behind a label stays its first item. Throws PlanError. */
export function beginList(subject: Subject, target: NewList, entry: Entry): Made {
  const { document } = subject;
  const { eol } = document;
  const kept = target.kind === 'label' ? keptOf(subject, target.field) : '';
  const first = target.model[0]?.marker.replace(/\d+/, '1') ?? bulletOf(subject);
  const marker = kept === '' ? first : first.replace(/\d+/, '2');
  const box = target.model[0]?.box === undefined ? '' : '[ ] ';
  const below = eol + ' '.repeat(marker.length + 1);
  const lines = `${marker} ${box}${entry.text}${entry.children.map((child) => `${below}- ${child}`).join('')}`;
  if (target.kind === 'label') {
    const { splice, inner } = belowLabel(subject, target.field, kept === '' ? '' : `${first} ${kept}`, lines);
    const gone = joined(guidanceRemoval(subject, target.section, [splice]));
    return inserted(document, [splice, ...gone], inner, entry.text, target.where);
  }
  const { section } = target;
  const own = document.text.slice(section.body.from, section.body.to);
  const isNone = own === '' || saysNothing(subject, own);
  const [splice] = isNone
    ? ownSplices(document, section, lines)
    : [{ from: section.body.to, to: section.body.to, text: eol + eol + lines }];
  if (splice === undefined) throw new PlanError('internal', 'A list that is there already.');
  const gone = isNone
    ? []
    : joined(leftovers(subject, section, [{ span: { from: section.body.to, to: section.body.to } }], true));
  return inserted(document, [splice, ...gone], splice.text.indexOf(lines), entry.text, target.where);
}

/** What somebody wrote behind a label on its line; empty for 'None' and for a place to fill. */
function keptOf(subject: Subject, { value }: Field): string {
  const said = subject.document.text.slice(value.from, value.to).trim();
  return saysNothing(subject, said) || hasSlot(subject, value) ? '' : said;
}

/** In place of the label's value: below it, deeper where the label is an item itself; behind a block that somebody wrote there. */
function belowLabel(
  subject: Subject,
  field: Field,
  kept: string,
  lines: string,
): { readonly splice: Splice; readonly inner: number } {
  const { eol, text } = subject.document;
  const indent = field.item === undefined ? '' : ' '.repeat(field.item.indent);
  const { block } = field;
  const isWritten =
    block !== undefined && !hasSlot(subject, block) && !saysNothing(subject, text.slice(block.from, block.to));
  const lead = (isWritten ? eol : '') + eol + indent + (kept === '' ? '' : kept + eol + indent);
  const from = isWritten ? block.to : field.labelSpan.to;
  const to = isWritten ? block.to : Math.max(from, field.value.to, block?.to ?? 0);
  return { splice: { from, to, text: lead + lines.split(eol).join(eol + indent) }, inner: lead.length };
}

/** The bullet that the plan uses. */
function bulletOf({ document }: Subject): string {
  const list = document.top
    .flatMap((section) => [section, ...section.children])
    .flatMap((section) => section.content.items)
    .find((item) => /^[-+*]$/.test(item.marker));
  return list?.marker ?? '-';
}
