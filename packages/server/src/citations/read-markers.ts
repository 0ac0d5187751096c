import { createMarkerStream } from './marker-stream.js';

/** A marker in a finished text: UTF-16 range, half-open, and the numbers in it that are known. */
export interface Marker {
  start: number;
  end: number;
  numbers: number[];
}

/**
 * The markers of a finished text that name something, in order. It sees exactly what the marker stream sees, so the
 * markers that were streamed are the markers that are found: none in code, none in links.
 */
export function readMarkers(answer: string, isKnown: (number: number) => boolean = () => true): Marker[] {
  const markers: Marker[] = [];
  const stream = createMarkerStream({
    isKnown,
    assign: (number) => number,
    onMarker: (marker) => markers.push(marker),
  });
  stream.push(answer);
  stream.end();
  return markers.filter((marker) => marker.numbers.length > 0);
}
