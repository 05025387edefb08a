import { defineSettings } from '@tocsin/workflow';

/** Choices that hold for all workflows; what is left out has the default (docs/configuration.md lists them all). */
export const settings = defineSettings({});
