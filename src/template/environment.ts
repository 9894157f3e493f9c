import Handlebars from 'handlebars';
import { hasSentinel, wrap } from './sentinels.ts';
import { SourceFault, blockHelpers, inlineHelpers } from './vet.ts';

/** How much one rendering may do; what a source can't know, because partials and loops multiply. */
export const renderLimits = { steps: 10_000, characters: 1_048_576, produced: 8_388_608 } as const;

export interface Environment {
  /** Makes a render function; it throws what Handlebars throws. */
  compile(source: string, partials: ReadonlyMap<string, string>): (data: object) => string;
}

/** A Handlebars of our own: no prototype access, no escaping, missing values throw, our helpers and no others. */
export function createEnvironment(): Environment {
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers)) {
    if (name !== 'if' && name !== 'unless') engine.unregisterHelper(name);
  }
  engine.unregisterDecorator('inline');
  const budget = new Budget();
  engine.registerHelper({
    slot: (words: unknown) => wrap('token', `[${wordsOf('slot', words, true)}]`),
    mask: (words: unknown) => wrap('token', wordsOf('mask', words, false)),
    choice: (words: unknown) => wrap('choice', wordsOf('choice', words, false)),
    stub: (words: unknown) => wrap('stub', wordsOf('stub', words, false)),
    each(this: unknown, items: unknown, options?: Handlebars.HelperOptions) {
      return eachOf(items, options, this, budget);
    },
  });
  return {
    compile(source, partials) {
      for (const [name, text] of partials) {
        const render = engine.compile(text, compileOptions);
        engine.registerPartial(name, (context: unknown, options?: Handlebars.RuntimeOptions) =>
          budget.spend(() => render(context, options)),
        );
      }
      const render = engine.compile(source, compileOptions);
      return (data) => {
        budget.restart();
        return render(data);
      };
    },
  };
}

const absent = ['with', 'log', 'lookup', 'helperMissing', 'blockHelperMissing'];

const compileOptions = {
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries([
    ...[...inlineHelpers, ...blockHelpers].map((name) => [name, true] as const),
    ...absent.map((name) => [name, false] as const),
  ]),
};

class Budget {
  private steps = 0;
  private produced = 0;

  restart(): void {
    this.steps = 0;
    this.produced = 0;
  }

  /** Counts a partial or a turn of a loop, and what it wrote. */
  spend(write: () => string): string {
    this.steps += 1;
    if (this.steps > renderLimits.steps)
      throw new SourceFault(`it takes more than ${renderLimits.steps} steps to render`);
    const written = write();
    this.produced += written.length;
    if (this.produced > renderLimits.produced) throw new SourceFault('it writes too much text');
    return written;
  }
}

function eachOf(
  items: unknown,
  options: Handlebars.HelperOptions | undefined,
  context: unknown,
  budget: Budget,
): string {
  if (options === undefined || !Array.isArray(items)) throw new SourceFault('`each` goes over a list');
  if (items.length === 0) return options.inverse(context);
  return items
    .map((item: unknown, index) => {
      const data: unknown = {
        ...Handlebars.createFrame(options.data ?? {}),
        index,
        number: index + 1,
        first: index === 0,
        last: index === items.length - 1,
      };
      return budget.spend(() => options.fn(item, { data }));
    })
    .join('');
}

/** A slot is the template's own: words that came from a constitution would be filled as if a template had asked for them. */
function wordsOf(helper: string, words: unknown, isBracketed: boolean): string {
  if (typeof words !== 'string' || words.trim() === '')
    throw new SourceFault(`\`${helper}\` takes its words in quotes`);
  if (hasSentinel(words)) throw new SourceFault(`\`${helper}\` takes words of the template, not of a constitution`);
  if (/[\r\n]/.test(words)) throw new SourceFault(`the words of \`${helper}\` stand on one line`);
  if (isBracketed && /[[\]]/.test(words))
    throw new SourceFault('the words of `slot` have no brackets; `mask` keeps them as they are');
  return words;
}
