/** A WebSocket client for tests: keeps every frame with its time of arrival, and waits for what a test names. */
import WebSocket from 'ws';
const LIMIT_MS = 15_000;
export const isTerminal = (frame) => frame.type === 'complete' || frame.type === 'analysis_error';
/** Opens a socket; rejects with the HTTP status in the message when the upgrade is refused. Answers pings unless told not to. */
export async function openSocket(url, options = {}) {
    const socket = new WebSocket(url, options.origin === undefined ? {} : { origin: options.origin });
    const client = listen(socket, options.answerPings ?? true);
    await new Promise((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
    });
    return client;
}
/** HTTP status with which an upgrade is refused; rejects when it is not. */
export function refusedStatus(url, options = {}) {
    const socket = new WebSocket(url, options.origin === undefined ? {} : { origin: options.origin });
    return new Promise((resolve, reject) => {
        socket.once('unexpected-response', (request, response) => {
            resolve(response.statusCode ?? 0);
            request.destroy();
        });
        socket.once('open', () => {
            socket.terminate();
            reject(new Error(`${url} was let in`));
        });
        socket.once('error', reject);
    });
}
function listen(socket, answerPings) {
    const arrivals = [];
    const texts = [];
    const watchers = new Set();
    socket.on('message', (data, isBinary) => {
        const text = isBinary ? '(binary)' : String(data);
        const frame = parse(text);
        if (frame === null)
            texts.push(text);
        else
            arrivals.push({ frame, at: performance.now() });
        if (frame?.type === 'ping' && answerPings)
            socket.send('{"type":"pong"}');
        for (const watch of [...watchers])
            watch();
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    function watch(look, limitMs, what) {
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => finish(() => reject(new Error(`${what} did not come within ${limitMs} ms; frames so far: ${describe(arrivals)}`))), limitMs);
            const finish = (action) => {
                clearTimeout(timer);
                watchers.delete(check);
                action();
            };
            const check = () => {
                const found = look();
                if (found !== undefined)
                    finish(() => resolve(found));
            };
            watchers.add(check);
            check();
        });
    }
    const waitFor = (fits, limitMs = LIMIT_MS) => watch(() => arrivals.find(({ frame }) => fits(frame))?.frame, limitMs, 'The frame');
    return {
        arrivals,
        texts,
        frames: (type) => arrivals.map(({ frame }) => frame).filter((frame) => type === undefined || frame.type === type),
        send: (message) => socket.send(JSON.stringify(message)),
        sendRaw: (data) => socket.send(data),
        waitFor,
        terminal: (analysisId) => waitFor((frame) => isTerminal(frame) && (analysisId === undefined ? frame['analysis_id'] !== null : frame['analysis_id'] === analysisId)),
        waitForText: async (text) => {
            await watch(() => texts.find((each) => each === text), LIMIT_MS, `The text ${text}`);
        },
        closed,
        close: async () => {
            socket.close();
            await closed;
        },
    };
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null && 'type' in value ? value : null;
    }
    catch {
        return null;
    }
}
function describe(arrivals) {
    return arrivals.map(({ frame }) => frame.type).join(' ').slice(-400) || 'none';
}
//# sourceMappingURL=socket-client.js.map