import Handlebars from 'handlebars';

/** Helpers that stand for one place: each takes one argument, its words. */
export const inlineHelpers = ['slot', 'mask', 'choice', 'stub'] as const;
export const blockHelpers = ['each', 'if', 'unless'] as const;
const loopData: readonly string[] = ['index', 'number', 'first', 'last'];

/** What a Handlebars source may have. */
export const sourceLimits = { characters: 262_144, mustaches: 4_000, mustache: 4_000, blocks: 400, depth: 24 } as const;

/** A fault of a source: what is wrong and, where known, on which of its lines, counted from 1. */
export class SourceFault extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads a Handlebars source and refuses all but plain values, our helpers and named partials. Gives the names of the
 * partials that it calls. Throws SourceFault.
 */
export function vetSource(source: string): readonly string[] {
  if (source.length > sourceLimits.characters)
    throw new SourceFault(`it is longer than ${sourceLimits.characters} characters`, 1);
  refuseExcess(source);
  const visitor = new Vetting();
  visitor.accept(Handlebars.parse(source));
  return [...visitor.partials];
}

/** The parser takes time and stack by the square of what is nested, so that is counted before the parser sees it. */
function refuseExcess(source: string): void {
  const refuse = (message: string, offset: number): never => {
    throw new SourceFault(message, source.slice(0, offset).split('\n').length);
  };
  let mustaches = 0;
  let blocks = 0;
  for (let open = source.indexOf('{{'); open !== -1; ) {
    if (/(?:^|[^\\])\\$/.test(source.slice(Math.max(0, open - 2), open))) {
      open = source.indexOf('{{', open + 2);
      continue;
    }
    const close = source.indexOf('}}', open);
    const inner = source.slice(open, close === -1 ? undefined : close).replace(/^[{~\s]{2,9}/, '');
    mustaches += 1;
    if (/^(?:[#^]|else)/.test(inner)) blocks += 1;
    if (mustaches > sourceLimits.mustaches) refuse(`it has more than ${sourceLimits.mustaches} calls in braces`, open);
    if (blocks > sourceLimits.blocks) refuse(`it has more than ${sourceLimits.blocks} blocks`, open);
    if (!inner.startsWith('!')) {
      if (inner.length > sourceLimits.mustache)
        refuse(`a call in braces is longer than ${sourceLimits.mustache} characters`, open);
      if (inner.split('(').length > 9) refuse('expressions in parentheses are not supported', open);
    }
    open = close === -1 ? -1 : source.indexOf('{{', close);
  }
}

class Vetting extends Handlebars.Visitor {
  readonly partials = new Set<string>();
  private depth = 0;

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (mustache.path.type !== 'PathExpression')
      throw new SourceFault('a value is called by its name', lineOf(mustache));
    const name = nameOf(mustache.path);
    const takes = mustache.params.length + (mustache.hash?.pairs.length ?? 0);
    if (takes === 0 && !inlineHelpers.some((helper) => helper === name)) {
      super.MustacheStatement(mustache);
      return;
    }
    if (!inlineHelpers.some((helper) => helper === name)) {
      throw new SourceFault(
        `there is no helper \`${name}\`; known ones are ${[...inlineHelpers, ...blockHelpers].join(', ')}`,
        lineOf(mustache),
      );
    }
    if (mustache.params.length !== 1 || takes !== 1)
      throw new SourceFault(`\`${name}\` takes its words and nothing else`, lineOf(mustache));
    this.acceptArray(mustache.params);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    const name = nameOf(block.path);
    if (!blockHelpers.some((helper) => helper === name)) {
      throw new SourceFault(`there is no block \`${name}\`; known ones are ${blockHelpers.join(', ')}`, lineOf(block));
    }
    const extras = (block.hash?.pairs.length ?? 0) + (block.program?.blockParams?.length ?? 0);
    if (block.params.length !== 1 || extras > 0) {
      throw new SourceFault(`\`${name}\` takes one value and nothing else`, lineOf(block));
    }
    this.depth += 1;
    if (this.depth > sourceLimits.depth)
      throw new SourceFault(`its blocks are nested more than ${sourceLimits.depth} deep`, lineOf(block));
    this.acceptArray(block.params);
    this.accept(block.program);
    this.accept(block.inverse);
    this.depth -= 1;
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    if (partial.name.type !== 'PathExpression' || partial.params.length > 0) {
      throw new SourceFault('a partial is called by its name, with `key="value"` pairs', lineOf(partial));
    }
    this.partials.add(partial.name.original);
    this.accept(partial.hash);
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    const name = path.parts[0];
    const isKnown = path.data
      ? loopData.includes(name ?? '')
      : name === undefined
        ? path.depth === 0
        : !(name in Object.prototype);
    if (path.parts.length > 1 || !isKnown) throw new SourceFault(`\`${path.original}\` names no value`, lineOf(path));
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    throw new SourceFault('expressions in parentheses are not supported', lineOf(expression));
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    throw new SourceFault('blocks of partials are not supported', lineOf(partial));
  }

  override Decorator(decorator: hbs.AST.Decorator): void {
    throw new SourceFault('decorators are not supported', lineOf(decorator));
  }

  override DecoratorBlock(decorator: hbs.AST.DecoratorBlock): void {
    throw new SourceFault('decorators are not supported', lineOf(decorator));
  }
}

function nameOf(path: hbs.AST.PathExpression | hbs.AST.Literal): string {
  return 'original' in path ? String(path.original) : path.type;
}

function lineOf(node: hbs.AST.Node): number {
  return node.loc.start.line;
}
