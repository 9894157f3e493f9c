import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import { setStatus, type StatusOutcome, type StatusRequest } from '../plan/edits/status/setStatus.ts';
import type { PlanReading } from '../plan/planReading.ts';
import { onOneLine } from '../plan/quote.ts';
import type { Companions } from '../plan/rules/model.ts';
import { type Form, type Replies, type Reply, withoutWord } from './asking.ts';

type Request = Omit<StatusRequest, 'source'>;

/**
 * Sets a status. A person's word that the caller quotes is recorded as quoted; where it is all that is missing, the person is asked
 * through the client's form, and their word is recorded as elicited. Throws PlanError as `setStatus` does.
 */
export function approvedByPerson(
  reading: PlanReading,
  companions: Companions,
  request: Request,
  replies: Replies,
): StatusOutcome {
  try {
    return setStatus(reading, companions, { ...request, source: 'quoted' });
  } catch (fault) {
    if (!(fault instanceof PlanError) || fault.code !== 'approval_required') throw fault;
    const reply = replies.to(formFor(reading, request.status));
    if (reply === undefined) throw fault;
    return setStatus(reading, companions, { ...request, source: 'elicited', approval: wordIn(reply, fault) });
  }
}

/** Names the revision: an approval is of a text. */
function formFor({ document, setting }: PlanReading, status: string): Form {
  const path = setting.path ?? 'the plan';
  return {
    message: `Do you set the plan ${path}, as it stands (revision ${planRevision(document.text)}), to ${onOneLine(status, 60)}? Nothing else stands in the way. Your name and words are recorded in the plan.`,
    fields: {
      approve: { type: 'box', title: 'I approve this plan' },
      by: { type: 'text', title: 'Your name' },
      words: { type: 'text', title: 'In your words', description: 'Why, or what it holds for. May be left empty.' },
    },
  };
}

/** Throws `approval_required` where nobody approved. */
function wordIn(reply: Reply, missing: PlanError): { by: string; words: string } {
  const by = said(reply.values.by);
  const words = said(reply.values.words);
  if (reply.outcome === 'accepted' && reply.values.approve === true && by !== '')
    return { by, words: words === '' ? 'Ticked: I approve this plan' : words };
  const fix = { fix: missing.fix ?? '', ...(missing.where === undefined ? {} : { where: missing.where }) };
  if (reply.outcome !== 'accepted') {
    throw new PlanError('approval_required', `${missing.message} ${withoutWord(reply)}`, fix);
  }
  const name = by === '' ? 'a person without a name' : onOneLine(by, 80);
  const no = reply.values.approve === true ? 'gave no name' : 'did not tick the approval';
  const why = words === '' ? '' : ` and wrote "${onOneLine(words, 300)}"`;
  throw new PlanError('approval_required', `Not approved: in the client's form, ${name} ${no}${why}.`, {
    fix: 'Do what they ask first. Do not ask again without a change.',
  });
}

function said(value: string | boolean | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
