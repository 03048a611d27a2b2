"""The measurements that the README quotes, each runnable: `./run bench NAME`."""
