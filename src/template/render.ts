import { PlanError } from '../errors.ts';
import { dominantEnding, splitLines, withEnding } from '../markdown/lines.ts';
import { createEnvironment, renderLimits } from './environment.ts';
import type { PrincipleData } from './model.ts';
import { type Passage, hasSentinel, refuseSentinels, unwrap, wrap } from './sentinels.ts';
import { SourceFault, sourceLimits, vetSource } from './vet.ts';

export interface RenderSource {
  /** The template without its metadata. */
  readonly text: string;
  /** Sources by the name that `{{> name}}` calls. */
  readonly partials: ReadonlyMap<string, string>;
  /** For refusals: the template's path, and how many lines of the file stand no more in `text`. */
  readonly where: string | undefined;
  readonly linesCut: number;
}

export type Renderer = (principles: readonly PrincipleData[]) => { text: string; passages: readonly Passage[] };

/**
 * Compiles a Handlebars template; what it renders has the source's line ending. Throws PlanError invalid_input with the
 * line, at once for what can be seen in the source, else when rendering.
 */
export function compileTemplate(source: RenderSource): Renderer {
  const eol = dominantEnding(source.text, splitLines(source.text));
  const partials = vetted(source, eol);
  const render = createEnvironment().compile(source.text, partials);
  return (principles) => {
    const data = { principles: principles.map((principle) => wrapPrinciple(principle, eol)) };
    const rendered = guarded(source, undefined, () => render(data));
    if (rendered.length > renderLimits.characters) {
      throw refusal(
        source,
        undefined,
        new SourceFault(`it renders to more than ${renderLimits.characters} characters`),
      );
    }
    return unwrap(rendered);
  };
}

/** Vets the source and, of the partials, those that it reaches. */
function vetted(source: RenderSource, eol: string): Map<string, string> {
  refuseSentinels(source.text, source.where ?? 'The template');
  const reached = new Map<string, string>();
  const visit = (text: string, name: string | undefined, above: readonly string[]): void => {
    for (const called of guarded(source, name, () => vetSource(text))) {
      const partial = source.partials.get(called);
      if (partial === undefined) {
        const known = [...source.partials.keys()].join(', ') || 'none';
        throw refusal(
          source,
          name,
          new SourceFault(`there is no partial \`${called}\`; known ones are ${known}`, lineOf(text, called)),
        );
      }
      if (above.includes(called))
        throw refusal(source, name, new SourceFault(`the partial \`${called}\` calls itself`, lineOf(text, called)));
      if (above.length >= sourceLimits.depth)
        throw refusal(source, name, new SourceFault('its partials are nested too deeply'));
      if (reached.has(called)) continue;
      refuseSentinels(partial, `${source.where ?? 'The template'}, partial ${called}`);
      visit(partial, called, [...above, called]);
      reached.set(called, withEnding(partial, eol));
    }
  };
  visit(source.text, undefined, []);
  return reached;
}

function lineOf(text: string, partial: string): number | undefined {
  const line = text.split('\n').findIndex((each) => each.includes('{{>') && each.includes(partial));
  return line === -1 ? undefined : line + 1;
}

/** One line each, so that no value can bring a heading; only a principle's text keeps its lines. */
function wrapPrinciple(principle: PrincipleData, eol: string): Record<string, unknown> {
  return {
    title: wrapLine(principle.title),
    number: wrapLine(principle.number ?? ''),
    question: wrapLine(principle.question),
    strength: wrapLine(principle.strength),
    text: wrapValue(withEnding(principle.text, eol)),
    rules: principle.rules.map(wrapLine).filter((rule) => rule !== ''),
  };
}

function wrapLine(value: string): string {
  return wrapValue(value.replace(/\s+/g, ' ').trim());
}

/** An empty value stays empty, so that `if` can tell. */
function wrapValue(value: string): string {
  if (value === '') return '';
  if (hasSentinel(value)) refuseSentinels(value, 'The constitution');
  return wrap('generated', value);
}

function guarded<T>(source: RenderSource, partial: string | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof PlanError ? error : refusal(source, partial, error);
  }
}

function refusal(source: RenderSource, partial: string | undefined, error: unknown): PlanError {
  const { message, line } = faultOf(error);
  const template = source.where ?? 'The template';
  const at = partial === undefined ? template : `${template}, partial ${partial}`;
  const shift = partial === undefined ? source.linesCut : 0;
  const place = line === undefined ? at : `${at}, line ${line + shift}`;
  return new PlanError('invalid_input', `${place}: ${message}.`, {
    fix: 'Mend that line, or take `engine: handlebars` out if the file is plain Markdown.',
    ...(source.where === undefined ? {} : { where: source.where }),
    cause: error,
  });
}

/** Handlebars tells the line in a property, in words, or not at all. */
function faultOf(error: unknown): { message: string; line: number | undefined } {
  if (error instanceof SourceFault) return { message: error.message, line: error.line };
  if (!(error instanceof Error)) return { message: 'it does not render', line: undefined };
  const told: unknown = 'lineNumber' in error ? error.lineNumber : undefined;
  const spoken = /error on line (\d{1,9})/.exec(error.message)?.[1];
  const line = typeof told === 'number' ? told : spoken === undefined ? undefined : Number(spoken);
  const words = spoken === undefined ? error.message.split('\n')[0] : error.message.split('\n').at(-1);
  return { message: (words ?? '').replace(/ - \d{1,9}:\d{1,9}$/, '').replace(/\.$/, ''), line };
}
