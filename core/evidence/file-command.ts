/** Names of commands that read or write files, with a path in front of them or none. */
export const FILE_COMMAND = String.raw`(?:[\w./-]{1,200}\/)?(?:cat|head|tail|less|more|cp|mv|rm|ls|stat|touch|mkdir|rmdir|ln|dd|tee|truncate|chmod|chown|chgrp|md5sum|sha\d{1,3}sum|cksum|wc|grep|rsync|tar|install|-?bash|-?sh|-?zsh|lfs|python3?)`;
