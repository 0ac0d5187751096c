/** A frame as it came, before anybody has checked it. */
export type RawFrame = Record<string, unknown> & {
    type: string;
};
export interface Arrival {
    frame: RawFrame;
    /** Milliseconds, from `performance.now()`. */
    at: number;
}
export interface SocketClient {
    arrivals: Arrival[];
    /** Texts that are not JSON. */
    texts: string[];
    frames(type?: string): RawFrame[];
    send(message: unknown): void;
    sendRaw(data: string | Buffer): void;
    /** The first frame, past or coming, that fits; rejects after `limitMs`. */
    waitFor(fits: (frame: RawFrame) => boolean, limitMs?: number): Promise<RawFrame>;
    /** The terminal frame of an analysis, or of the next one that ends. */
    terminal(analysisId?: string): Promise<RawFrame>;
    waitForText(text: string): Promise<void>;
    /** Close code, once it is closed. */
    closed: Promise<number>;
    close(): Promise<void>;
}
export declare const isTerminal: (frame: RawFrame) => boolean;
/** Opens a socket; rejects with the HTTP status in the message when the upgrade is refused. Answers pings unless told not to. */
export declare function openSocket(url: string, options?: {
    origin?: string;
    answerPings?: boolean;
}): Promise<SocketClient>;
/** HTTP status with which an upgrade is refused; rejects when it is not. */
export declare function refusedStatus(url: string, options?: {
    origin?: string;
}): Promise<number>;
//# sourceMappingURL=socket-client.d.ts.map