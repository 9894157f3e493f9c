import { PlanError } from '../errors.ts';
import { withoutHidden } from '../markdown/hidden.ts';

/** One thing that a form asks for. A text or the person's name may be left empty, a box unticked. */
export interface Field {
  readonly type: 'text' | 'name' | 'box';
  readonly title: string;
  readonly description?: string;
  /** Longest text, in characters, where it is shorter than others may be. */
  readonly most?: number;
}

/** What a person is shown, and asked, by the client. */
export interface Form {
  readonly message: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** What came back. Only `accepted` is surely a person's; many clients decline or cancel by themselves, and a form can fail. */
export interface Reply {
  readonly outcome: 'accepted' | 'declined' | 'cancelled' | 'failed';
  /** By the form's fields; what does not fit them is left out. */
  readonly values: Readonly<Record<string, string | boolean>>;
}

/** Asks a person through the client's form. */
export type Ask = (form: Form) => Promise<Reply>;

/** The replies that one call has got so far. */
export interface Replies {
  /** The reply to a form; undefined where nobody can be asked. Breaks off the work until the reply is there. */
  to(form: Form): Reply | undefined;
  /** Whether a person can be asked at all. */
  readonly canAsk: boolean;
  /** Whether the last of them brought a person's word: a tick, or something written besides a name. */
  readonly hasWord: boolean;
}

/** A plan that changes again and again while somebody thinks makes no endless row of forms. */
const mostForms = 5;

/**
 * Does what needs a person's word: `work` is begun anew with each reply, so it must not have written anything when it asks. A plan's
 * lock is never held while somebody thinks: a form says what it was asked about, and one about a text that has changed is another form.
 */
export async function withReplies<Result>(
  ask: Ask | undefined,
  work: (replies: Replies) => Promise<Result>,
): Promise<Result> {
  const got = new Map<string, Reply>();
  let hasWord = false;
  const replies: Replies = {
    to: (form) => (ask === undefined ? undefined : (got.get(JSON.stringify(form)) ?? breakOff(form))),
    canAsk: ask !== undefined,
    get hasWord() {
      return hasWord;
    },
  };
  for (;;) {
    try {
      return await work(replies);
    } catch (broken) {
      if (!(broken instanceof Unasked) || ask === undefined) throw broken;
      if (got.size === mostForms) throw neverStill();
      const reply = await ask(broken.form);
      got.set(JSON.stringify(broken.form), reply);
      hasWord = bringsWord(broken.form, reply);
    }
  }
}

/** What a refusal says of a form that brought nobody's word. */
export function withoutWord({ outcome }: Reply): string {
  if (outcome === 'failed') return 'The client could not show its form. Ask in chat.';
  const how = outcome === 'accepted' ? 'empty' : outcome;
  return `The client's form came back ${how}: that may be the person's no, or the client's own doing. Ask in chat, once.`;
}

/** What was written into a field of a form that was sent: on one line, as it stands in a plan, and nothing that nobody sees. */
export function saidIn({ outcome, values }: Reply, field: string): string {
  const value = outcome === 'accepted' ? values[field] : undefined;
  return typeof value === 'string' ? withoutHidden(value).replace(/\s+/g, ' ').trim() : '';
}

function bringsWord({ fields }: Form, reply: Reply): boolean {
  return Object.entries(fields).some(
    ([name, { type }]) => type !== 'name' && (reply.values[name] === true || saidIn(reply, name) !== ''),
  );
}

/** Breaks the work off where a form has to be shown first. */
class Unasked extends Error {
  readonly form: Form;

  constructor(form: Form) {
    super('A person has to be asked first.');
    this.form = form;
  }
}

function breakOff(form: Form): never {
  throw new Unasked(form);
}

function neverStill(): PlanError {
  return new PlanError(
    'stale_revision',
    `The plan changed each time that a person was asked about it, ${mostForms} times.`,
    {
      fix: 'Nothing was done. Call again when others have stopped writing.',
    },
  );
}
