// oxlint-disable-next-line typescript/triple-slash-reference -- SST's globals have no module
/// <reference path="./.sst/platform/config.d.ts" />

// SST evaluates app() before its components exist, so nothing is imported at the top. The region is that of your AWS
// profile or AWS_REGION; everything else that a team sets is in stacks/settings.ts.
export default $config({
  app(input) {
    const production = input?.stage === 'production';
    return {
      name: 'tocsin',
      home: 'aws',
      providers: { aws: { version: '7.20.0' } },
      removal: production ? 'retain' : 'remove',
      protect: production,
    };
  },
  async run() {
    const { tocsin } = await import('./stacks/index.ts');
    return tocsin();
  },
});
