export { awsActs } from './acts/index.ts';
export { services } from './acts/services.ts';
export { awsChecks } from './checks/index.ts';
export { type ClientSettings, type Clients, runbookClients } from './clients.ts';
export { type NetworkPolicy, type Resolve, resolveByDns } from './network/guard.ts';
export { type Ask, guardedHttp } from './network/request.ts';
