import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { z } from 'zod';
import { goldenList, goldenTools } from './golden.ts';
import { answered, type Place, refused, textOf } from './place.ts';

/** Something that is tried at a place: tells what was seen, and throws where that is not what it must be. */
export type Step = (place: Place) => Promise<string>;

const path = 'plans/001-parcel-lockers/plan.md';

const said = z.object({ content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]) });

/** The server's name, and that the era is spoken which was asked for. */
export const greeting: Step = async (place) => {
  const shape = z.object({ serverInfo: z.object({ name: z.string() }), protocolVersion: z.string() });
  const { serverInfo, protocolVersion } = shape.parse(await answered(place, '--method', 'initialize'));
  deepEqual([serverInfo.name, protocolVersion], ['plankeeper', place.revision]);
  return `initialize: ${serverInfo.name}, ${protocolVersion}`;
};

/** The tools, and what the Inspector thinks of their schemas. */
export const toolList: Step = async (place) => {
  const { tools } = z
    .object({ tools: z.array(z.unknown()) })
    .parse(await answered(place, '--method', 'tools/list', '--strict'));
  deepEqual(tools, goldenTools());
  return `tools/list: ${tools.length} tools as they are defined, their schemas portable`;
};

/** A plan that the steps behind it work on. */
export const creation: Step = async (place) => {
  const shape = z.object({ structuredContent: z.object({ path: z.string(), unfilled: z.number() }) });
  const result = await answered(place, ...call('create_plan', 'title=Parcel lockers', 'template=layered-platform'));
  const { structuredContent } = shape.parse(result);
  equal(structuredContent.path, path);
  match(await textOf(place, path), /\n# Implementation Plan: Parcel lockers\n/);
  return `create_plan: ${path}, ${structuredContent.unfilled} places to fill`;
};

const filling: Step = async (place) => {
  const shape = z.object({ structuredContent: z.object({ changed: z.array(z.object({ section: z.string() })) }) });
  const fills = [
    { section: 'overview', content: 'Lockers at forty stations.' },
    { section: 'implementation-phases/phase-1', values: { heading: 'Pilot', Tasks: ['Order', 'Build'] } },
  ];
  const result = await answered(place, ...call('fill_section', 'plan=001', `fills=${JSON.stringify(fills)}`));
  const { changed } = shape.parse(result).structuredContent;
  deepEqual(
    changed.map(({ section }) => section),
    fills.map(({ section }) => section),
  );
  const text = await textOf(place, path);
  for (const written of ['\n\nLockers at forty stations.\n', '### Phase 1: Pilot\n', '1. Order\n2. Build\n'])
    ok(text.includes(written), `${path} lacks ${JSON.stringify(written)}`);
  return `fill_section: ${changed.length} places by a nested argument, on disk`;
};

const reading: Step = async (place) => {
  const result = await answered(place, ...call('read_plan', 'plan=001', 'sections=["overview"]'));
  const [{ text }] = said.parse(result).content;
  match(text, /^plan plans\/001-parcel-lockers\/plan\.md · .+\n\n## Overview \{.+\}\n\nLockers at forty stations\.$/);
  return 'read_plan: the section that was filled';
};

const refusal: Step = async (place) => {
  const before = await textOf(place, path);
  const fills = JSON.stringify([{ section: 'overview', content: 'Lockers at one station.' }]);
  const { result } = await refused(place, 5, ...call('fill_section', 'plan=001', `fills=${fills}`));
  const { isError, content } = said.extend({ isError: z.boolean() }).parse(result);
  equal(isError, true);
  match(content[0].text, /needs_expect.+Lockers at forty stations\./s);
  equal(await textOf(place, path), before);
  return 'fill_section: refused as isError with needs_expect, nothing written';
};

const resourceList: Step = async (place) => {
  const shape = z.object({ resources: z.array(z.object({ uri: z.string() })) });
  const { resources } = shape.parse(await answered(place, '--method', 'resources/list'));
  const uris = resources.map(({ uri }) => uri);
  for (const uri of [`plan://${path}`, 'template://layered-platform']) ok(uris.includes(uri), `${uri} is not listed`);
  return `resources/list: ${uris.length}, the plan among them`;
};

const resourceTemplates: Step = async (place) => {
  const shape = z.object({ resourceTemplates: z.array(z.unknown()) });
  const listed = shape.parse(await answered(place, '--method', 'resources/templates/list')).resourceTemplates;
  deepEqual(listed, goldenList('resourceTemplates'));
  return `resources/templates/list: ${listed.length} as they are defined`;
};

const resource: Step = async (place) => {
  const shape = z.object({ contents: z.tuple([z.object({ text: z.string() })]) });
  const read = async (uri: string): Promise<string> =>
    shape.parse(await answered(place, '--method', 'resources/read', '--uri', uri)).contents[0].text;
  equal(await read(`plan://${path}`), await textOf(place, path));
  equal(await read('plan://001#overview'), '## Overview\n\nLockers at forty stations.');
  return 'resources/read: the file as it lies, and a section of it';
};

const missingResource: Step = async (place) => {
  const { result, error } = await refused(place, 1, '--method', 'resources/read', '--uri', 'plan://none');
  equal(result, undefined);
  match(
    error?.message ?? '',
    /^\[unknown_plan\] There is no plan "none"\. list_plans shows plans\/001-parcel-lockers\/plan\.md\./,
  );
  return 'resources/read: unknown_plan for what is not there';
};

const promptList: Step = async (place) => {
  const { prompts } = z
    .object({ prompts: z.array(z.unknown()) })
    .parse(await answered(place, '--method', 'prompts/list'));
  deepEqual(prompts, goldenList('prompts'));
  return `prompts/list: ${prompts.length} as they are defined`;
};

const prompt: Step = async (place) => {
  const shape = z.object({
    messages: z.tuple([z.object({ role: z.string(), content: z.object({ text: z.string() }) })]),
  });
  const request = ['--method', 'prompts/get', '--prompt-name', 'resume-plan', '--prompt-args', 'plan=001'];
  const [{ role, content }] = shape.parse(await answered(place, ...request)).messages;
  equal(role, 'user');
  match(content.text, /^Go on with the plan "plans\/001-parcel-lockers\/plan\.md"\./);
  return 'prompts/get: resume-plan names the plan by its path';
};

/** All of it, in an order in which each finds what it needs. */
export const steps: readonly Step[] = [
  greeting,
  toolList,
  creation,
  filling,
  reading,
  refusal,
  resourceList,
  resourceTemplates,
  resource,
  missingResource,
  promptList,
  prompt,
];

/** The Inspector reads a value as JSON where it is some, else as text. */
function call(tool: string, ...args: readonly string[]): readonly string[] {
  return ['--method', 'tools/call', '--tool-name', tool, '--tool-arg', ...args];
}
