/**
 * Conditions that leave few of "everybody".
 * Sources: KMS Developer Guide, "Key policies" (the default policies of CloudTrail, EBS and the console); FSx for
 * Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (`aws:userid`).
 */
import { parseConditionOperator } from '../facts/condition-operators';
import { textOf } from '../syntax/inspect';
import type { Condition, Statement } from './statement';

/** Keys that say who calls, or for whom or from where, in lower case. */
const NARROWING =
  /^(kms:(calleraccount|recipientattestation:.+)|aws:(principal(orgid|orgpaths|arn|account|isawsservice|servicename|servicenameslist|tag\/.+|type)|userid|username|source(account|arn|orgid|orgpaths|ip|vpc|vpce|vpcarn|owner)|vpc(sourceip|eaccount|eorgid|eorgpaths)|calledvia|federatedprovider|ec2instancesourcevpc)|(saml|sts|cognito-identity[\w.]*|accounts\.google\.com):.+)$/;
/** Of these, what every call carries: `IfExists` changes nothing. */
const ALWAYS_THERE = /^(kms:calleraccount|aws:(userid|principalarn|principalaccount))$/;

/** Whether a statement's conditions leave less than everybody; true where they are not known. */
export function isNarrowed({ conditions, conditionsComplete, conditionEntry }: Statement): boolean {
  return (conditionEntry !== undefined && !conditionsComplete) || conditions.some(narrows);
}

/** Whether a statement is about those whom a condition leaves out: `StringNotEquals` and the like. */
export function excludesOthers({ conditions, conditionsComplete }: Statement): boolean {
  return (
    !conditionsComplete ||
    conditions.some(({ key, operator }) => {
      const parsed = parseConditionOperator(operator.text);
      return (
        NARROWING.test(key.text.toLowerCase()) && parsed.status === 'known' && parsed.operator.base.negated
      );
    })
  );
}

function narrows({ key, operator, values }: Condition): boolean {
  const name = key.text.toLowerCase();
  if (!NARROWING.test(name)) return false;
  const parsed = parseConditionOperator(operator.text);
  // What is wrong with an operator has a rule of its own.
  if (parsed.status !== 'known') return true;
  const { base, ifExists } = parsed.operator;
  if (base.negated || base.name === 'Null') return false;
  if (ifExists && !ALWAYS_THERE.test(name)) return false;
  return !values.some((value) => /^\*+$/.test(textOf(value) ?? ''));
}
