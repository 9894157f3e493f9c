import type { ResourceTemplateType } from '@modelcontextprotocol/server';

const mimeType = 'text/markdown';

/** The forms of the URIs that resources have. */
export const resourceTemplates = {
  plan: {
    uriTemplate: 'plan://{+path}',
    name: 'plan',
    title: 'Plan',
    description: "A plan's Markdown file, by path, id, slug or number",
    mimeType,
  },
  place: {
    uriTemplate: 'plan://{+path}#{address}',
    name: 'place',
    title: 'Part of a plan',
    description: 'A section, table row or item of a plan, by any address that read_plan takes',
    mimeType,
  },
  template: {
    uriTemplate: 'template://{id}',
    name: 'template',
    title: 'Plan template',
    description: "A template's source",
    mimeType,
  },
} as const satisfies Record<string, ResourceTemplateType>;
