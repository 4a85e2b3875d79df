import type { Model } from '../../model/model';
import type { Language } from '../../syntax/source-file';
import type { AttributeSite, ElementSite, StatementSite } from '../site/site';
import type { Seen } from './seen';

/** What candidates are chosen by. */
export interface Context<S> {
  readonly site: S;
  readonly model: Model;
  readonly seen: Seen;
  readonly language: Language;
  /** What is typed already, up to the cursor. */
  readonly typed: string;
}

export type AttributeContext = Context<AttributeSite>;
export type StatementContext = Context<StatementSite>;
export type ElementContext = Context<ElementSite>;
