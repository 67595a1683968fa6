-- each request with a text of its own, by a comment at its end
local count = 0
local path = os.getenv("BENCH_PATH")
request = function()
  count = count + 1
  return wrk.format("GET", path .. "%23" .. os.getenv("BENCH_SALT") .. count)
end
