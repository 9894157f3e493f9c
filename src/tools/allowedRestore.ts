import { PlanError } from '../errors.ts';
import { UnseenText } from '../plan/edits/unseenText.ts';
import { onOneLine } from '../plan/quote.ts';
import { type Ask, type Form, withoutWord, withReplies } from './asking.ts';

/** A restore as a call wants it; `allowed` where a person let the text go that `expect` stands for. */
export interface RestoreCall {
  readonly plan: string;
  readonly revision?: string | undefined;
  readonly expect?: string | undefined;
  readonly allowed?: boolean | undefined;
}

/** Runs a restore; where it would drop text written since, a person is asked if the client can, and what they let go goes. */
export function restoreAllowed<Call extends RestoreCall, Result>(
  call: Call,
  ask: Ask | undefined,
  restore: (call: Call) => Promise<Result>,
): Promise<Result> {
  return withReplies(ask, async (replies) => {
    try {
      return await restore(call);
    } catch (fault) {
      if (!(fault instanceof UnseenText) || fault.overwrite === undefined) throw fault;
      const reply = replies.to(formFor(call, fault.overwrite.quote));
      if (reply === undefined) throw fault;
      if (reply.values.let_go === true) return restore({ ...call, expect: fault.overwrite.revision, allowed: true });
      const said = Object.keys(reply.values).length > 0 ? deniedLeave : `${withoutWord(reply)} ${afterYes}`;
      throw new PlanError(fault.code, `Newer text in ${onOneLine(call.plan, 200)} would go, and stays. ${said}`);
    }
  });
}

const deniedLeave =
  "The person who was asked through the client's form did not let it go. Leave it, or restore some sections alone.";
const afterYes = 'After a yes there, read the plan whole with read_plan and send its revision as expect.';

function formFor({ plan, revision }: RestoreCall, quote: string): Form {
  const earlier = revision === undefined ? 'an earlier text' : `an earlier text (${onOneLine(revision, 60)})`;
  return {
    message: `An agent wants to restore ${earlier} of the plan ${onOneLine(plan, 200)}. This was written since and would go; it stays in the plan's history:\n${quote}`,
    fields: { let_go: { type: 'box', title: 'Let this text go' } },
  };
}
