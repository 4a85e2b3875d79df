import type { Onlooker } from '../model/part';
import type { Resource, SourceFile } from '../syntax/source-file';

/** Notes what a look at a policy depends on beside the policy and the resources that have it. */
export class Watch implements Onlooker {
  private resources = new Set<Resource>();
  private isAround = false;

  /** Forgets what was seen until now. */
  begin(): void {
    this.resources = new Set();
    this.isAround = false;
  }

  /** The resources that references led to. */
  get seen(): ReadonlySet<Resource> {
    return this.resources;
  }

  /** Whether a file or the project was looked at as such: then it may depend on anything. */
  get hasLookedAround(): boolean {
    return this.isAround;
  }

  followed(resource: Resource): void {
    this.resources.add(resource);
  }

  lookedAround(): void {
    this.isAround = true;
  }

  /** The same file, whose text and content are not read unnoticed. */
  over(file: SourceFile): SourceFile {
    const noted = (): SourceFile => {
      this.lookedAround();
      return file;
    };
    const { path, language, wellFormed } = file;
    return {
      path,
      language,
      wellFormed,
      get text() {
        return noted().text;
      },
      get resources() {
        return noted().resources;
      },
      get documents() {
        return noted().documents;
      },
      get comments() {
        return noted().comments;
      },
    };
  }
}
