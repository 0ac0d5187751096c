/** The server can't start. The message is for the operator: what is wrong, and the mend. It is printed without a stack. */
export class StartFailure extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StartFailure';
  }
}

function codeOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Why listening failed, in words that name the variable to change. */
export function listenFailure(thrown: unknown, { host, port }: { host: string; port: number }): StartFailure {
  switch (codeOf(thrown)) {
    case 'EADDRINUSE':
      return new StartFailure(`Port ${port} of ${host} is in use, perhaps by another Groundwire. Stop that program, or choose another port with PORT, for example PORT=${port === 65_535 ? 8001 : port + 1}`, { cause: thrown });
    case 'EACCES':
      return new StartFailure(`This user may not listen on port ${port}. Choose a PORT above 1023`, { cause: thrown });
    case 'EADDRNOTAVAIL':
      return new StartFailure(`HOST=${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all its addresses`, { cause: thrown });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartFailure(`HOST=${host} is a name that can't be resolved. Use an address such as 127.0.0.1`, { cause: thrown });
    default:
      return new StartFailure(`Listening on ${host}:${port} failed (${codeOf(thrown) || String(thrown)}). Check HOST and PORT`, { cause: thrown });
  }
}

/** Why the data folder can't be used. */
export function dataFolderFailure(thrown: unknown, folder: string): StartFailure {
  const code = codeOf(thrown);
  const why = new Map([
    ['EACCES', 'this user may not write there'],
    ['EPERM', 'this user may not write there'],
    ['EROFS', 'it is on a read-only file system'],
    ['ENOTDIR', 'a part of the path is a file, not a folder'],
    ['EEXIST', 'there is a file, or a link that leads nowhere, of that name'],
    ['ENOENT', 'no folder can be made there'],
    ['ELOOP', 'a part of the path is a link that leads to itself'],
    ['ENAMETOOLONG', 'the path is too long for the system'],
    ['ENOSPC', 'the disk is full'],
  ]).get(code);
  return new StartFailure(`The data folder ${folder} can't be used: ${why ?? (code || String(thrown))}. Set GROUNDWIRE_DATA_DIR to a folder that can be written to`, { cause: thrown });
}
