import { html } from '../pages/html.ts';
import type { Words } from '../wording/en.ts';

/** Lets a browser's address bar ask. https://developer.mozilla.org/docs/Web/XML/Guides/OpenSearch */
export const openSearchDescription = ({ where }: Words, publicUrl: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
${html`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${where.searchName}</ShortName>
<Description>${where.searchDescription}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="${`${publicUrl}/?q={searchTerms}`}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${`${publicUrl}/opensearch.xml`}"/>
</OpenSearchDescription>`}
`;
