/** The AWS clients warn of Node.js versions that they will not take one day; that is no news for who runs a command. */
export function quietClients(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}
