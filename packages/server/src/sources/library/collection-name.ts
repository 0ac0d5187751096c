import { GroundwireError } from '../../base/errors.js';

/** Collection of Groundwire's own documentation. The library searches it only while it holds nothing else. */
export const OWN_COLLECTION = 'groundwire-docs';

/** Names that read well in a command line and a URL. */
const COLLECTION_NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._-]{0,99}$/u;

/** The name, if documents may be put under it. What stands in the own collection is replaced at every start and hidden by other documents. */
export function checkedCollectionName(collection: string, { builtin }: { builtin: boolean }): string {
  if (!COLLECTION_NAME.test(collection)) {
    throw new GroundwireError('INVALID_REQUEST', 'A collection name must start with a letter or digit and have at most 100 letters, digits, spaces, ".", "_" and "-"');
  }
  if (!builtin && collection.toLowerCase() === OWN_COLLECTION) {
    throw new GroundwireError('INVALID_REQUEST', `The collection ${OWN_COLLECTION} is kept for Groundwire's own documentation. Choose another name for your documents`);
  }
  return collection;
}
