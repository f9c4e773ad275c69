import { mountGateway, parseConfig } from 'asana-jobs-gateway';
import { graphql } from 'graphql';

const gateway = await mountGateway(parseConfig({ env: process.env }));

const { data, errors } = await graphql({
  schema: gateway.schema,
  source: '{ me { name } recentJobs { kind status } }',
  contextValue: gateway.contextFor({ authorization: `Bearer ${process.env.TOKEN}` }),
});
console.log(JSON.stringify(errors ?? data));
await gateway.close();
