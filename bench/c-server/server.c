// A minimal HTTP/2 server: nghttp2 on one epoll loop, the same 104 bytes for every request.
//
// It is the floor that Postern's transport is measured against: same library, same answer, no more.
// Build: cc -O2 server.c -lnghttp2 -lssl -lcrypto -o server
// Run:   ./server json 7370   or   ./server grpc 7370 cert.pem key.pem   or   ./server json SOCKET
//
// As gRPC the same bytes are one message, with its status in trailers.

#define _GNU_SOURCE

#include <errno.h>
#include <nghttp2/nghttp2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { READ_SIZE = 64 * 1024, OUTPUT_SIZE = 256 * 1024, EVENT_COUNT = 64 };

typedef struct {
  int fd;
  SSL *tls;
  nghttp2_session *session;
  uint8_t *pending;
  size_t pending_count;
  uint32_t interest;
} connection;

static uint8_t body[104];
static uint8_t input[READ_SIZE];
static uint8_t output[OUTPUT_SIZE];
static nghttp2_session_callbacks *callbacks;
static SSL_CTX *tls_context;
static int speaks_grpc;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static ssize_t read_body(nghttp2_session *session, int32_t stream_id, uint8_t *buffer,
                         size_t length, uint32_t *flags, nghttp2_data_source *source,
                         void *user_data) {
  (void)session, (void)stream_id, (void)source, (void)user_data;
  if (length < sizeof body) {
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  }
  memcpy(buffer, body, sizeof body);
  *flags |= NGHTTP2_DATA_FLAG_EOF;
  return sizeof body;
}

#define FIELD(name, value)                                                                        \
  {(uint8_t *)name, (uint8_t *)value, sizeof name - 1, sizeof value - 1,                          \
   NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE}

// One message: no compression, four bytes of length, the body.
static ssize_t read_message(nghttp2_session *session, int32_t stream_id, uint8_t *buffer,
                            size_t length, uint32_t *flags, nghttp2_data_source *source,
                            void *user_data) {
  static nghttp2_nv trailer = FIELD("grpc-status", "0");
  if (length < sizeof body + 5) {
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  }
  memcpy(buffer, (uint8_t[]){0, 0, 0, 0, sizeof body}, 5);
  read_body(session, stream_id, buffer + 5, length - 5, flags, source, user_data);
  *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
  nghttp2_submit_trailer(session, stream_id, &trailer, 1);
  return sizeof body + 5;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *user_data) {
  (void)user_data;
  static nghttp2_nv json[] = {FIELD(":status", "200"), FIELD("content-type", "application/json"),
                              FIELD("content-length", "104")};
  static nghttp2_nv grpc[] = {FIELD(":status", "200"), FIELD("content-type", "application/grpc")};
  int is_message = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
  if (is_message && frame->hd.flags & NGHTTP2_FLAG_END_STREAM) {
    if (speaks_grpc) {
      nghttp2_data_provider provider = {{0}, read_message};
      return nghttp2_submit_response(session, frame->hd.stream_id, grpc, 2, &provider);
    }
    nghttp2_data_provider provider = {{0}, read_body};
    return nghttp2_submit_response(session, frame->hd.stream_id, json, 3, &provider);
  }
  return 0;
}

static int choose_protocol(SSL *tls, const unsigned char **chosen, unsigned char *chosen_length,
                           const unsigned char *offered, unsigned int offered_length, void *unused) {
  (void)tls, (void)unused;
  static const unsigned char http2[] = "\x02h2";
  return SSL_select_next_proto((unsigned char **)chosen, chosen_length, http2, 3, offered,
                               offered_length) == OPENSSL_NPN_NEGOTIATED
             ? SSL_TLSEXT_ERR_OK
             : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static void use_tls(const char *certificate, const char *key) {
  tls_context = SSL_CTX_new(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(tls_context, certificate) != 1 ||
      SSL_CTX_use_PrivateKey_file(tls_context, key, SSL_FILETYPE_PEM) != 1) {
    die("certificate");
  }
  SSL_CTX_set_mode(tls_context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_alpn_select_cb(tls_context, choose_protocol, NULL);
}

// As `recv` and `send`: -1 with EAGAIN when there is nothing to do now.
static ssize_t tls_result(connection *self, int count) {
  if (count > 0) {
    return count;
  }
  int reason = SSL_get_error(self->tls, count);
  errno = reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE ? EAGAIN : EPIPE;
  return reason == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

static ssize_t take(connection *self) {
  return self->tls ? tls_result(self, SSL_read(self->tls, input, sizeof input))
                   : recv(self->fd, input, sizeof input, 0);
}

static ssize_t give(connection *self, const uint8_t *bytes, size_t count) {
  return self->tls ? tls_result(self, SSL_write(self->tls, bytes, (int)count))
                   : send(self->fd, bytes, count, MSG_NOSIGNAL);
}

static int listen_at(const char *where) {
  int fd;
  if (where[0] == '/') {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", where);
    unlink(where);
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
      die("bind");
    }
  } else {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(where))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int on = 1;
    fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
      die("bind");
    }
  }
  if (listen(fd, 1024) < 0) {
    die("listen");
  }
  return fd;
}

static void open_connection(int epoll, int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (fd < 0) {
    return;
  }
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  connection *self = calloc(1, sizeof *self);
  nghttp2_settings_entry setting = {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 128};
  if (!self || nghttp2_session_server_new(&self->session, callbacks, self) != 0) {
    die("session");
  }
  self->fd = fd;
  if (tls_context) {
    self->tls = SSL_new(tls_context);
    SSL_set_fd(self->tls, fd);
    SSL_set_accept_state(self->tls);
  }
  self->interest = EPOLLIN;
  nghttp2_submit_settings(self->session, NGHTTP2_FLAG_NONE, &setting, 1);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = self};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void close_connection(connection *self) {
  nghttp2_session_del(self->session);
  SSL_free(self->tls);
  close(self->fd);
  free(self->pending);
  free(self);
}

// Sends what the session has; keeps what the socket does not take.
static int send_output(int epoll, connection *self) {
  for (;;) {
    if (self->pending_count == 0) {
      size_t count = 0;
      const uint8_t *frame;
      ssize_t frame_count;
      while (count < OUTPUT_SIZE - READ_SIZE &&
             (frame_count = nghttp2_session_mem_send(self->session, &frame)) > 0) {
        memcpy(output + count, frame, (size_t)frame_count);
        count += (size_t)frame_count;
      }
      if (count == 0) {
        break;
      }
      ssize_t sent = give(self, output, count);
      if (sent < 0 && errno != EAGAIN) {
        return -1;
      }
      size_t rest = count - (sent < 0 ? 0 : (size_t)sent);
      if (rest > 0) {
        self->pending = realloc(self->pending, rest);
        memcpy(self->pending, output + count - rest, rest);
        self->pending_count = rest;
        break;
      }
    } else {
      ssize_t sent = give(self, self->pending, self->pending_count);
      if (sent < 0 && errno != EAGAIN) {
        return -1;
      }
      if (sent < 0) {
        break;
      }
      self->pending_count -= (size_t)sent;
      memmove(self->pending, self->pending + sent, self->pending_count);
    }
  }
  uint32_t interest = self->pending_count > 0 ? EPOLLOUT : EPOLLIN;
  if (interest != self->interest) {
    struct epoll_event event = {.events = interest, .data.ptr = self};
    epoll_ctl(epoll, EPOLL_CTL_MOD, self->fd, &event);
    self->interest = interest;
  }
  return 0;
}

static int serve(int epoll, connection *self, uint32_t events) {
  if (events & EPOLLIN) {
    // What OpenSSL has decrypted already does not make the socket readable again.
    do {
      ssize_t count = take(self);
      if (count == 0 || (count < 0 && errno != EAGAIN)) {
        return -1;
      }
      if (count > 0 && nghttp2_session_mem_recv(self->session, input, (size_t)count) < 0) {
        return -1;
      }
    } while (self->tls && SSL_pending(self->tls) > 0);
  }
  return send_output(epoll, self);
}

int main(int argc, char **argv) {
  if (argc != 3 && argc != 5) {
    fprintf(stderr, "usage: server <json | grpc> <port | socket path> [certificate key]\n");
    return 2;
  }
  // OpenSSL writes without saying that a closed connection is no reason to end the process.
  signal(SIGPIPE, SIG_IGN);
  speaks_grpc = strcmp(argv[1], "grpc") == 0;
  if (argc == 5) {
    use_tls(argv[3], argv[4]);
  }
  memset(body, 'x', sizeof body);
  memcpy(body, "{\"a\":\"", 6);
  memcpy(body + sizeof body - 2, "\"}", 2);
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  int listener = listen_at(argv[2]);
  int epoll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  struct epoll_event events[EVENT_COUNT];
  for (;;) {
    int count = epoll_wait(epoll, events, EVENT_COUNT, -1);
    for (int index = 0; index < count; index++) {
      connection *self = events[index].data.ptr;
      if (self == NULL) {
        open_connection(epoll, listener);
      } else if (serve(epoll, self, events[index].events) < 0) {
        close_connection(self);
      }
    }
  }
}
