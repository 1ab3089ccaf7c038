// Validates a SARIF log against the schema of SARIF 2.1.0, as Microsoft's matchers for Jest carry it.
// stdin: the log; stdout: the errors as a list, empty when it is valid.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const schema = new URL('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url);
const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

const errors = validate(JSON.parse(readFileSync(0, 'utf8'))) ? [] : validate.errors;
process.stdout.write(JSON.stringify(errors.map((error) => `${error.instancePath || '/'}: ${error.message}`)));
