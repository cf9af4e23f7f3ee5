/** A sentence in which what stands between backticks is code, and `[words](address)` a link. */
export function Told({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)|[^`[]+|./gs)].map(
    ({ index, 0: words, 1: code, 2: label, 3: address }) => {
      if (address !== undefined) {
        return (
          <a key={index} href={address}>
            {label}
          </a>
        );
      }
      if (code === undefined) return <span key={index}>{words}</span>;
      return (
        <code key={index} className="font-mono break-words">
          {code}
        </code>
      );
    },
  );
}
