/** REST calls for tests, with the answer as it came. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined when it is not JSON. */
  body: unknown;
}

async function answerOf(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

export async function get(url: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return answerOf(await fetch(url, { headers }));
}

export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return postText(url, JSON.stringify(body), headers);
}

export async function postText(url: string, body: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return answerOf(await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }));
}

/** Asks again until the answer fits: for states that another process reaches in its own time. */
export async function getUntil(url: string, fits: (answer: HttpAnswer) => boolean, limitMs = 20_000): Promise<HttpAnswer> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await get(url);
    if (fits(answer)) return answer;
    if (Date.now() > end) throw new Error(`${url} did not get there within ${limitMs} ms; last answer: ${answer.status} ${answer.text.slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
