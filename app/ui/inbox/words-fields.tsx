import type { FieldMetadata } from "@conform-to/react";
import { TextArea } from "~/ui/form/text-area";
import { TextInput } from "~/ui/form/text-input";

type WordsFieldsProps = Record<"title" | "text" | "url", FieldMetadata<string | undefined>>;

/** What a message says. */
export function WordsFields({ title, text, url }: WordsFieldsProps) {
  return (
    <>
      <TextInput field={title} label="Title" optional />
      <TextArea field={text} label="Text" optional />
      <TextInput field={url} type="url" label="Link" optional hint="An address of the web, to open there." />
    </>
  );
}
