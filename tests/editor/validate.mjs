// Validates playbooks with ajv, in strict mode, as an editor sees them: `yaml` is the parser of yaml-language-server.
// stdin: {"schema": path, "documents": [text…]}; stdout: for each document the errors, empty when it is accepted.
// Before that, every default and example in the schema is held against the schema it stands in.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parseDocument } from 'yaml';

const { schema: path, documents } = JSON.parse(readFileSync(0, 'utf8'));
const schema = JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
ajv.addVocabulary(['markdownDescription', 'errorMessage', 'defaultSnippets']);
const validate = ajv.compile(schema);

const wrong = [];
examine(schema, '#');

function examine(part, at) {
  if (part === null || typeof part !== 'object') {
    return;
  }
  const snippets = Array.isArray(part.defaultSnippets) ? part.defaultSnippets.map(({ body }) => parseDocument(Object.entries(body).map(([key, text]) => `${key}: ${text}`).join('\n')).toJS()) : [];
  for (const value of [...snippets, ...(Array.isArray(part.examples) ? part.examples : []), ...('default' in part && typeof part.default !== 'object' || Array.isArray(part.default) ? [part.default] : [])]) {
    if (at.split('/').at(-2) !== 'properties' && !at.startsWith('#/definitions/key-')) {
      continue;
    }
    const one = ajv.compile({ definitions: schema.definitions, allOf: [{ $ref: `${schema.$id}${at}` }] });
    if (!one(value)) {
      wrong.push(`${at}: ${JSON.stringify(value)}: ${ajv.errorsText(one.errors)}`);
    }
  }
  for (const [key, inner] of Object.entries(part)) {
    examine(inner, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

function check(text) {
  const document = parseDocument(text, { version: '1.2' });
  if (document.errors.length > 0) {
    return document.errors.map((error) => `yaml: ${error.message.split('\n')[0]}`);
  }
  let value;
  try {
    value = document.toJS();
  } catch (error) {
    return [`yaml: ${error.message}`]; // an alias of nothing
  }
  return validate(value) ? [] : validate.errors.map((error) => `${error.instancePath || '/'}: ${error.message}`);
}

process.stdout.write(JSON.stringify({ wrong, documents: documents.map(check) }));
