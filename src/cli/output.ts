/**
 * Standard output of the commands that end by themselves. Whoever reads may stop reading (`… | head -1`), and that is no
 * failure; what cannot be written for another reason is one. Knows no command.
 */

/** Writes; resolves when it is taken, or when nobody reads on. @throws where it cannot be written */
export function say(text: string): Promise<void> {
  outliveReaders();
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      const { code } = (error ?? {}) as NodeJS.ErrnoException;
      if (!error || code === 'EPIPE') resolve();
      else reject(new Error(`standard output cannot be written: ${code ?? error.message}`));
    });
  });
}

/** Nobody ends with an error because of who listened. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
  }
}

function ignore(): void {
  // Whoever wrote is told by its callback.
}
