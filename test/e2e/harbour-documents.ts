/** A small library about an invented harbour: what it says, the tests know. */
export const HARBOUR_DOCUMENTS: Record<string, string> = {
  'kestrel-lighthouse.md': `---
title: The Kestrel Lighthouse
url: https://harbour.example/kestrel-lighthouse
date: 2024-03-05
author: Ingrid Solberg
---

# The Kestrel Lighthouse

The Kestrel Lighthouse was built in 1871 by the engineer Aldous Fenwick. It stands on the outermost rock of Saltmere harbour and is 34 metres tall. Its lamp was lit with whale oil at first and was changed to electricity in 1926.

## The keepers

Three keepers lived in the Kestrel Lighthouse at any time, and each of them served for six weeks. The last keeper, Maud Ransome, left the lighthouse in 1983, when the lamp was automated.

## The fog horn

The fog horn of the lighthouse sounds every 45 seconds while visibility is below two miles.
`,
  'tide-mill.html': `<!doctype html>
<html lang="en">
<head>
<title>The tide mill of Saltmere</title>
<link rel="canonical" href="https://mills.example/saltmere-tide-mill">
<meta property="article:published_time" content="2023-11-20T08:30:00Z">
<script>document.title = 'not this';</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/mills">All mills</a></nav>
<article>
<h1>The tide mill of Saltmere</h1>
<p>The tide mill of Saltmere has ground corn since 1652. At high tide a pond behind the mill fills, and at low tide the water runs out over a wheel that is five metres wide.</p>
<p>The mill grinds for about seven hours on each tide, and the miller follows the tide tables, not the clock.</p>
<p>Volunteers restored the tide mill between 1998 and 2004, after a storm had broken its gates.</p>
</article>
<footer>Copyright of the mill society</footer>
</body>
</html>
`,
  'ferry-notes.md': `# Ferry to Gull Island

The ferry to Gull Island leaves Saltmere harbour at seven in the morning and at four in the afternoon. The crossing takes 50 minutes in good weather. Bicycles travel free of charge, and dogs need a ticket of their own.

In winter the ferry sails only on Tuesdays and Saturdays, because the jetty of Gull Island lies open to the north wind [12].
`,
  'harbour-rules.txt': `Rules of Saltmere harbour

The speed limit in the harbour is four knots for every vessel. Anchoring is forbidden between the lighthouse and the tide mill, because a power cable lies on the sea bed there.

Visiting boats report to the harbour master on radio channel 11. A berth costs 18 crowns a night, and the harbour master takes no cards.
`,
  'storm-report.md': `---
title: The storm of 1997
published: 1997-12-02
---

# The storm of 1997

The storm of 29 November 1997 broke the gates of the tide mill and sank eleven boats in Saltmere harbour. The Kestrel Lighthouse lost the glass of its lantern room, and its fog horn was silent for nine days.
`,
};

/** Questions that the documents answer, and what an answer must say. */
export const HARBOUR_QUESTIONS = {
  lighthouse: { question: 'Who built the Kestrel Lighthouse and when?', says: /1871/, url: 'https://harbour.example/kestrel-lighthouse' },
  mill: { question: 'How long does the tide mill of Saltmere grind on each tide?', says: /seven hours/, url: 'https://mills.example/saltmere-tide-mill' },
  ferry: { question: 'When does the ferry to Gull Island leave?', says: /seven in the morning/, url: null },
  /** Answered by more than one sentence. */
  keepers: { question: 'What is there to know about the Kestrel Lighthouse, its keepers and its fog horn?', says: /keepers?/, url: null },
  /** Answered from several documents. */
  storm: { question: 'What did the storm of 1997 do to the tide mill and the lighthouse?', says: /gates/, url: null },
} as const;
