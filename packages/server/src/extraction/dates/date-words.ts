/** Names by which the programs that write pages say which date is which. */

export const META_NAMES = new Set(
  'dc.date.issued dcterms.issued dcterms.available datepublished date.published date_published publishdate publish-date publish_date publishtime pubdate pub_date pubtime publication_date publication-date publicationdate article.published article:published article_date_original article:publish_date originalpublicationdate published published_date publisheddate published-date published_time published_at og:published_time og:article:published_time og:pubdate og:publish_date parsely-pub-date sailthru.date citation_publication_date citation_date citation_online_date cxenseparse:recs:publishtime cxense:publishtime rnews:datepublished issue_date issued release_date vr:published_time video:release_date bt:pubdate analyticsattributes.articledate eomportal-lastupdate shareaholic:article_published_time prism.publicationdate gentime ptime weibo:article:create_at'.split(' '),
);
/** Of the publication, the last change, or of what a programme did last. */
export const META_VAGUE = new Set('date dc.date dc.date.created dcterms.date dcterms.created datecreated date.created creation_date created displaydate dat:date'.split(' '));
export const META_MODIFIED = new Set(
  'article:modified_time og:updated_time og:modified_time last-modified lastmod last_modified lastmodified modified datemodified dcterms.modified dc.date.modified article:modified modified_time modificationdate revised date.updated updated_time date_modified shareaholic:article_modified_time cxenseparse:recs:modifiedtime'.split(' '),
);
/** Names of the same kind that a site made up. */
export const META_LIKE = /publi(?:sh|shed|cation|c)?[-_.: ]?(?:date|time|on|at)|(?:date|time)[-_.: ]?(?:of[-_ ]?)?publi/;
export const ATTRIBUTE_LIKE = /publish|created|posted|pub-?date/;
export const DATED_CLASS = /(?:^|[\s_-])(?:date|published|posted|created|timestamp)(?:$|[\s_-])/i;
/** Days of events and of lives. */
export const OTHER_THINGS = /(?:start|end|birth|death|founding|valid|expir|event|door)[-_]?(?:date|time|from|through|until|s)|(?:^|\s)(?:dtstart|dtend|bday)(?:$|\s)/i;
export const NAMES_YEAR = /\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]{4}|(?:[\d\uff10-\uff19]|元)年|[’']\d\d/;
export const URL_DAY = /[/_-]((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?![\d])|\/((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/;
export const SCRIPT_DAY = /(publish(?:ed)?(?:_?at|_?on|_?date|_?time|_?first)*|date_?publi\w{0,12}|pub_?date|pubtime|publication_?date|created_?at|date_?created|release_?date|display_?date|first_?published\w{0,5}|creation_?date|post_?date)["']?\s*[:=]\s*\\?["']([^"'\\]{6,40})/gi;
