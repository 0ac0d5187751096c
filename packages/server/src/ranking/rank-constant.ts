/**
 * What reciprocal rank fusion adds to every place: an item gets 1/(60 + its place) from each order. It keeps one first place from
 * outweighing everything: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
 * Methods", SIGIR 2009, found 60 good on every collection they tried.
 */
export const RANK_CONSTANT = 60;
