import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import { substanceOf } from '../plan/approval/substance.ts';
import type { Word } from '../plan/edits/status/approvalWord.ts';
import { setStatus, type StatusOutcome, type StatusRequest } from '../plan/edits/status/setStatus.ts';
import type { PlanReading } from '../plan/planReading.ts';
import { inThePlan, onOneLine } from '../plan/quote.ts';
import type { Companions } from '../plan/rules/model.ts';
import { type Form, type Replies, type Reply, saidIn, withoutWord } from './asking.ts';
import type { AskedApprovals } from './askedApprovals.ts';

type Request = Omit<StatusRequest, 'source'>;

/**
 * Sets a status. Where a person's word is all that is missing, they are asked through the client's form if it has one, also about a
 * word that the caller quotes; what they say there is recorded as elicited. A quoted word is taken as that where there is no form, or
 * one came back unfilled before. Throws PlanError as `setStatus` does.
 */
export function approvedByPerson(
  reading: PlanReading,
  companions: Companions,
  request: Request,
  replies: Replies,
  asked: AskedApprovals,
): StatusOutcome {
  const quoted = (): StatusOutcome => setStatus(reading, companions, { ...request, source: 'quoted' });
  const missing = missingWord(reading, companions, request);
  if (missing === undefined || !replies.canAsk) return quoted();
  const text = substanceOf(reading.subject).whole;
  const before = asked.about(reading, text);
  if (request.approval === undefined && before?.no !== undefined) throw saidNo(before.no);
  // What is wrong with the words themselves is said before anybody is asked.
  const asQuoted = request.approval === undefined ? undefined : quoted();
  if (asQuoted !== undefined && before !== undefined && before.no === undefined) return asQuoted;
  const reply = replies.to(formFor(reading, request));
  if (reply === undefined) return quoted();
  if (reply.outcome === 'failed' && asQuoted !== undefined && before?.no === undefined) return asQuoted;
  // A tick without a name confirms what was quoted, and tells nobody who ticked.
  if (isTicked(reply) && saidIn(reply, 'by') === '' && asQuoted !== undefined) return asQuoted;
  const word = wordIn(reply);
  if (word === undefined) {
    const no = noIn(reply);
    // A form that says nothing turns no earlier no.
    asked.keep(reading, text, no ?? before?.no);
    throw no === undefined ? unfilled(missing, reply) : saidNo(no);
  }
  return setStatus(reading, companions, { ...request, source: 'elicited', approval: word });
}

/** The refusal of a step that lacks nothing but a person's word. */
function missingWord(reading: PlanReading, companions: Companions, request: Request): PlanError | undefined {
  try {
    setStatus(reading, companions, { ...request, source: 'quoted', approval: undefined });
    return undefined;
  } catch (fault) {
    if (!(fault instanceof PlanError)) throw fault;
    return fault.code === 'approval_required' ? fault : undefined;
  }
}

/** Names the revision: an approval is of a text. */
function formFor({ document, setting }: PlanReading, { status, approval }: Request): Form {
  const title = onOneLine(document.title?.title ?? '', 120);
  const plan =
    `${title === '' ? 'the plan' : `the plan ${inThePlan(title)},`} ${onOneLine(setting.path ?? '', 200)}`.trim();
  const claim =
    approval === undefined
      ? ''
      : ` An agent says that ${onOneLine(approval.by, 80)} said: ${inThePlan(approval.words, 300)}.`;
  return {
    message: `Do you set ${plan}, as it stands (revision ${planRevision(document.text)}), to ${onOneLine(status, 60)}?${claim} Nothing else stands in the way. Your name and words are recorded in the plan.`,
    fields: {
      approve: { type: 'box', title: 'I approve this plan' },
      by: { type: 'name', title: 'Your name' },
      words: {
        type: 'text',
        title: 'In your words',
        description: 'Why, or what it holds for; or why not.',
        most: 1000,
      },
    },
  };
}

function isTicked({ outcome, values }: Reply): boolean {
  return outcome === 'accepted' && values.approve === true;
}

/** Ticked, by somebody who gave their name. */
function wordIn(reply: Reply): Word | undefined {
  const by = saidIn(reply, 'by');
  if (!isTicked(reply) || by === '') return undefined;
  return { by, words: saidIn(reply, 'words') || 'Ticked: I approve this plan' };
}

/** Sent without the tick, and with something said. */
function noIn(reply: Reply): Word | undefined {
  if (reply.outcome !== 'accepted' || isTicked(reply)) return undefined;
  const no = { by: saidIn(reply, 'by'), words: saidIn(reply, 'words') };
  return no.by === '' && no.words === '' ? undefined : no;
}

function saidNo({ by, words }: Word): PlanError {
  const name = by === '' ? 'A person who gave no name' : onOneLine(by, 80);
  const why = words === '' ? '.' : `: ${inThePlan(words)}`;
  return new PlanError('approval_required', `${name} said no to this text in the client's form${why}`, {
    fix: 'Change the plan first. If they change their mind in chat, call again with approval, their name and words: the form asks them once more.',
  });
}

function unfilled(missing: PlanError, reply: Reply): PlanError {
  const why = isTicked(reply) ? 'The form was ticked without a name: nobody can be recorded.' : withoutWord(reply);
  return new PlanError('approval_required', `${missing.message} ${why}`, { fix: missing.fix ?? '' });
}
