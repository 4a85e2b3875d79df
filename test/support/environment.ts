/** Settings of AWS clients that a machine may have, and a test must not. */
const OF_AWS = /^AWS_/;

/** Runs something with these variables, and none of AWS's beside them; then all are as they were. */
export async function withEnvironment<Result>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = { ...process.env };
  const set = (wanted: NodeJS.ProcessEnv) => {
    for (const name of Object.keys(process.env)) {
      if (OF_AWS.test(name) || name in variables) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, wanted);
  };
  set(variables);
  try {
    return await run();
  } finally {
    set(before);
  }
}
