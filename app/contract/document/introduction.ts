/** What the document says of itself before it comes to the operations. */
export const introduction = `Everything a person can do with the catalogue, for programs.

Reading what is public needs no key. Everything else needs one, in the header \`x-api-key\` or as \`Authorization: Bearer\`; each
operation names the scope that the key must have. A key never belongs into an address: there it is refused.

Whatever goes wrong is answered as \`application/problem+json\` (RFC 9457), whose \`type\` leads to a page that says what to do.
Members may be added to answers at any time; none is taken away or changes its meaning.`;
