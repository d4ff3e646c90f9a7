import { type Document, isMap, isScalar, parseDocument, visit } from 'yaml';
import type { PackSource } from './load.ts';

/** Where the tables beside the other pack are found, so that two of the same name don't meet. */
const OTHER = 'other/';

/**
 * A pack with the conditions of one and the parameters of another, for the question what a change of numbers did by
 * itself. A parameter that only one of the two has comes along. It may not hold together; loading it tells.
 */
export function withParametersOf(rules: PackSource, numbers: PackSource): PackSource {
  const [own, other] = [documentOf(rules), documentOf(numbers)];
  moveTables(other);
  for (const key of ['parameters', 'sources']) {
    const from = other.get(key);
    if (!isMap(from)) continue;
    for (const { key: name, value } of from.items) {
      // A source of the same name is left: it is cited, not compared.
      if (key === 'parameters' || !own.hasIn([key, name])) own.setIn([key, name], value);
    }
  }
  return {
    file: rules.file,
    text: String(own),
    readBeside: (path) =>
      path.startsWith(OTHER) ? numbers.readBeside(path.slice(OTHER.length)) : rules.readBeside(path),
  };
}

/** Numbers as the text their author wrote, which the schema takes as well: no digit may be lost on the way. */
function documentOf({ text }: PackSource): Document {
  const document = parseDocument(text);
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'number') node.value = node.source ?? String(node.value);
    },
  });
  return document;
}

function moveTables(document: Document): void {
  const parameters = document.get('parameters');
  if (!isMap(parameters)) return;
  for (const { value } of parameters.items) {
    const file = isMap(value) ? value.getIn(['from', 'file'], true) : undefined;
    if (isScalar(file)) file.value = `${OTHER}${file.value}`;
  }
}
