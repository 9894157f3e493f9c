import type { Span } from '../../markdown/model.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { bare, trimmed } from './stretches.ts';
import { endsWith, opensWith, slotWords } from './words.ts';

const mostOptions = 12;
const longestList = 300;
/** With the marks around it. */
const longestWhole = 340;

/** Lists of options that stand bare as a label's whole value, a whole cell or a whole item. */
export function choicesIn(text: string, stretch: Stretch): Candidate[] {
  if (!/[/|｜／☐]|\[ \]/.test(stretch.own)) return [];
  if (stretch.place === 'heading' || stretch.place === 'head') return [];
  const wholes =
    stretch.values.length > 0 ? stretch.values : [{ from: stretch.from, to: stretch.to, label: stretch.column }];
  return wholes.flatMap((whole) => {
    if (whole.to - whole.from > longestWhole || !/[/|｜／☐]|\[ \]/.test(text.slice(whole.from, whole.to))) return [];
    const boxes = boxChoice(text, whole);
    const span = boxes === undefined ? bare(text, whole) : trimmed(text, whole.from, whole.to);
    if (span.to - span.from > longestList) return [];
    const inner = text.slice(span.from, span.to);
    // 'Minors / legal guardian on file?' asks; it lists nothing to choose from.
    if (/[\p{L}\p{N}]\s?[?？]$/u.test(inner)) return [];
    const listed = boxes === undefined ? optionsOf(inner) : { options: [], separator: 'bar' as const };
    const closed = boxes ?? (isClosed(listed, 'bare', whole.label) ? listed.options : []);
    const isProse = stretch.place === 'paragraph' && stretch.values.length === 0;
    if (isProse && !closed.every((option) => isKnown(option) || option.split(/\s+/).length <= 2)) return [];
    const options = closed.length > 0 || isProse || stretch.place === 'fence' ? closed : looseList(inner, listed);
    const dialect = closed.length > 0 ? 'list' : 'looseList';
    // 'Status options: Draft / Done' explains the words; the choice is made elsewhere.
    if (options.length === 0 || endsWith(whole.label, slotWords.legends)) return [];
    return [{ class: 'choice', dialect, span, inner, options, stretch }];
  });
}

/** `[ ] A | [ ] B`: boxes on one line, none of them ticked. */
function boxChoice(text: string, whole: Span): readonly string[] | undefined {
  const own = text.slice(whole.from, Math.min(whole.to, whole.from + longestList + 1)).trim();
  if (!/^(?:\[ \]|☐)/.test(own) || own.length > longestList || /\[[xX]\]|☑|☒/.test(own)) return undefined;
  const options = own
    .split(/\[ \]|☐/)
    .slice(1)
    .map((option) => option.replace(/[|/,;]\s*$/, '').trim());
  return options.length >= 2 && options.every((option) => option !== '') ? options : undefined;
}

/** The options of a closed list in brackets of any kind; none where a text with slashes or bars is no such list. */
export function closedList(inner: string): readonly string[] {
  const listed = optionsOf(inner);
  return isClosed(listed, 'bracketed', '') ? listed.options : [];
}

/** A few short words between slashes or bars, of which nothing tells yet whether one is to be chosen. */
function looseList(inner: string, { options, separator }: Listed): readonly string[] {
  const most = separator === 'slash' ? 1 : 4;
  const isShort = options.every((option) => option.split(/\s+/).length <= most && /\p{L}{2}|\p{sc=Han}/u.test(option));
  // `docs/plans/next` is a path, `String/Integer` may be a choice.
  const isPath = separator === 'slash' && (/[._~-]/.test(inner) || options.some((option) => /^[a-z]/.test(option)));
  return isShort && !isPath && !/XX|NN|##|YYYY|__|`|[:：]$/.test(inner) ? options : [];
}

/** A bracketed pair whose words tell nothing is a choice where a file has it more than once: `[same / different]` in each row. */
export function withRepeatedPairs(candidates: readonly Candidate[]): readonly Candidate[] {
  const pairs = candidates.map(({ class: kind, inner }) => (kind === 'token' ? pairIn(inner) : []));
  const counts = new Map<string, number>();
  for (const pair of pairs) if (pair.length > 0) counts.set(pair.join(' / '), (counts.get(pair.join(' / ')) ?? 0) + 1);
  return candidates.map((candidate, index) => {
    const options = pairs[index] ?? [];
    return (counts.get(options.join(' / ')) ?? 0) > 1 ? { ...candidate, class: 'choice', options } : candidate;
  });
}

function pairIn(inner: string): readonly string[] {
  const { options, separator } = optionsOf(inner);
  const isShort = options.every((option) => option.split(/\s+/).length <= 4);
  const isAsked = opensWith(options[1] ?? '', slotWords.instructions) || /XX|NN|##|YYYY|\s[–—-]\s/.test(inner);
  return separator === 'spaced slash' && options.length === 2 && isShort && !isAsked ? options : [];
}

type Separator = 'bar' | 'spaced slash' | 'slash';

/** What may be options, and what stands between them; none where a text is no list. */
interface Listed {
  readonly options: readonly string[];
  readonly separator: Separator;
}

/** What stands between the separators of a text, where that can be a list of options at all. */
function optionsOf(inner: string): Listed {
  const separator: Separator = /[|｜]/.test(inner) ? 'bar' : / [/／] /.test(inner) ? 'spaced slash' : 'slash';
  const none = { options: [], separator };
  if (inner.length > longestList || !/[/|｜／]/.test(inner) || /[\n\r]/.test(inner)) return none;
  const marks = { bar: /[|｜]/, 'spaced slash': / [/／] /, slash: /[/／]/ };
  const options = inner.split(marks[separator]).map((option) => option.replace(/^[\s`]+|(?<![\s`])[\s`]+$/g, ''));
  if (options.length < 2 || options.length > mostOptions || !options.every(isOption)) return none;
  if (opensWith(inner, slotWords.examples)) return none;
  if (slotWords.clarification.some((words) => inner.toLowerCase().includes(words))) return none;
  const isOpen =
    options.some((option) => slotWords.openEnds.has(option.toLowerCase())) || /[,;，；、。→]|\.\.\.|…/.test(inner);
  const isPath =
    separator === 'slash' &&
    (/[a-z]\.[a-z]/i.test(inner) || /^(?:path|src|docs?|tests?|lib|app|specs?|\.{0,2})$/.test(options[0] ?? ''));
  const isTwice = new Set(options.map((option) => option.toLowerCase())).size < options.length;
  return isOpen || isPath || isTwice ? none : { options, separator };
}

function isOption(option: string): boolean {
  return (
    option !== '' &&
    option.length <= 60 &&
    option.split(/\s+/).length <= 7 &&
    !/[[\]{}<>()（）`]/.test(option) &&
    !/ [XYN]$/.test(option) &&
    !/https?:|\.[a-z]\w{0,3}$/i.test(option)
  );
}

function isClosed({ options, separator }: Listed, form: 'bracketed' | 'bare', label: string): boolean {
  if (options.length === 0) return false;
  const known = options.filter(isKnown).length;
  if (options.every((option) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}$/u.test(option)))
    return options.length >= 3 || known > 0 || areOpposites(options);
  if (options.every((option) => /^\p{Extended_Pictographic}\uFE0F?$/u.test(option))) return true;
  if (separator === 'bar')
    return form === 'bracketed' || (known > 0 && options.every((option) => option.split(/\s+/).length <= 4));
  const most = separator === 'slash' ? 1 : 4;
  const isShort = options.every((option) => option.split(/\s+/).length <= most);
  if (isShort && (areOpposites(options) || (known > 0 && slotWords.choiceLabels.has(label.toLowerCase())))) return true;
  if (form === 'bare') return isShort && known >= 2 && (known * 2 >= options.length || options.length >= 5);
  // Behind a dash at the end stands advice to the author, so that the whole is no list.
  if (/\s[–—-]\s/.test(options.at(-1) ?? '')) return false;
  return options.length === 2 ? known === 2 || rhyme(options) : isShort;
}

/** A word that people choose from, emoji before it and an explanation behind it left out. */
function isKnown(option: string): boolean {
  const words = option
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/(?<!\s)\s+[–—-]\s.*$/u, '')
    .replace(/(?<![*_.])[*_.]+$/, '');
  return slotWords.choices.has(words.toLowerCase());
}

/** `Enabled/Disabled`, `camelCase/snake_case`: two forms of one word; `name/filename` are two things. */
function rhyme(options: readonly string[]): boolean {
  const [first = '', second = ''] = options.map((option) => option.toLowerCase());
  let shared = 0;
  while (shared < Math.min(first.length, second.length) && first.at(-1 - shared) === second.at(-1 - shared))
    shared += 1;
  return shared >= 4 && shared < Math.min(first.length, second.length) && /^\p{L}+$/u.test(first.slice(-shared));
}

function isNegation(words: string): boolean {
  return slotWords.negations.includes(words.trim());
}

/** `changed / not changed`, `採用 / 不採用`, `✅ / ❌`: one is another's denial. */
function areOpposites(options: readonly string[]): boolean {
  const lower = options.map((option) => option.toLowerCase());
  if (lower.length === 2 && /^[✅✔☑👍🟢]/u.test(lower[0] ?? '') && /^[❌✗✘☒👎🔴]/u.test(lower[1] ?? '')) return true;
  return lower.some((short) =>
    lower.some(
      (long) => long !== short && long.endsWith(short) && isNegation(long.slice(0, long.length - short.length)),
    ),
  );
}
